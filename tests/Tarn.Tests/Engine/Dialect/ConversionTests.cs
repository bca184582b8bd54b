using Xunit;

namespace Tarn.Tests.Engine.Dialect;

/// <summary>Formats, types by name, sizes, and casts whose value is not the engine's.</summary>
public sealed class ConversionTests : DialectTest
{
    [Theory]
    [InlineData(
        "format('%d|%,d|%+d|%(d|%05d|%-5d|%x|%X|%o', 5, 1234567, 5, -5, 42, 42, 255, 255, 8)",
        "5|1,234,567|+5|(5)|00042|42   |ff|FF|10")]
    [InlineData(
        "format('%e|%.2e|%g|%.3f|%10.2f|%,.1f', 12345.678E0, 0.00012E0, 0.0001234E0, 2.0005E0, 3.14159E0, 1234.25)",
        "1.234568e+04|1.20e-04|0.000123400|2.001|      3.14|1,234.3")]
    [InlineData("format('%s %s %s %.1f', 1e10, 0.0001E0, 1.50, infinity())", "1.0E10 1.0E-4 1.50 Infinity")]
    public async Task Numbers_are_formatted_as_by_Java(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("format('%S|%10s|%-10s|%.2s', 'abc', 'abc', 'abc', 'abc')", "ABC|       abc|abc       |ab")]
    [InlineData("format('%b %B %s %d', true, NULL, NULL, NULL)", "true FALSE null null")]
    [InlineData("format('%1$tA, %1$tB %1$te, %1$tY', DATE '2006-07-04')", "Tuesday, July 4, 2006")]
    [InlineData("format('%tT %<tL', TIME '10:20:30.5')", "10:20:30 500")]
    [InlineData(
        "format('%s %s', TIMESTAMP '2006-07-04 10:20:00', TIME '10:20:30.1')",
        "2006-07-04T10:20 10:20:30.100")]
    [InlineData("format('%2$s%%%1$s', 'a', 'b')", "b%a")]
    [InlineData("format(NULL, 5)", null)]
    [InlineData("format('{} of {}', 1, 2)", "1 of 2")]
    public async Task Other_values_are_formatted_as_by_Java(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData(
        "format('%d', 1.5)",
        "Invalid format string: %d (IllegalFormatConversion: d != java.math.BigDecimal)")]
    [InlineData("format('%s %s', 1)", "MissingFormatArgument: Format specifier '%s'")]
    [InlineData("format('%q', 1)", "UnknownFormatConversion: Conversion = 'q'")]
    [InlineData("format('%tY', 'x')", "IllegalFormatConversion: Y != java.lang.String")]
    public async Task A_format_that_does_not_fit_is_refused(string expression, string message) =>
        Assert.Contains(message, await Error(expression), StringComparison.Ordinal);

    [Theory]
    [InlineData("typeof(1)", "integer")]
    [InlineData("typeof(1.5)", "decimal(2,1)")]
    [InlineData("typeof('cat')", "varchar(3)")]
    [InlineData("typeof(NULL)", "unknown")]
    [InlineData("typeof(CAST(NULL AS varchar(10)))", "varchar(10)")]
    [InlineData("typeof(ARRAY[1E0])", "array(double)")]
    [InlineData("typeof(now())", "timestamp(3) with time zone")]
    [InlineData("typeof(TIMESTAMP '2020-01-01 00:00:00')", "timestamp(0)")]
    [InlineData("typeof(INTERVAL '1' YEAR)", "interval year to month")]
    [InlineData("typeof(x) FROM (VALUES REAL '5') t(x)", "real")]
    public async Task Types_are_spelled_as_in_Trino(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("format_number(123456)", "123K")]
    [InlineData("format_number(1234)", "1.23K")]
    [InlineData("format_number(-1234567)", "-1.23M")]
    [InlineData("format_number(999.9)", "999")]
    [InlineData("parse_data_size('2.3MB')", "2411724")]
    [InlineData("parse_data_size('1YB')", "1208925819614629174706176")]
    public async Task Sizes_have_units(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("parse_data_size('1xB')", "Invalid data size: '1xB'")]
    [InlineData("parse_data_size('')", "Invalid data size: ''")]
    public async Task Other_texts_are_no_sizes(string expression, string message) =>
        Assert.Contains(message, await Error(expression), StringComparison.Ordinal);

    [Theory]
    [InlineData("CAST(1e10 AS varchar)", "1.0E10")]
    [InlineData("CAST(0.1E0 AS varchar)", "0.1")]
    [InlineData("CAST(REAL '17.88' AS varchar)", "17.88")]
    [InlineData("CAST(nan() AS varchar)", "NaN")]
    [InlineData("CAST(DECIMAL '0.12' AS varchar)", "0.12")]
    [InlineData("CAST(TIMESTAMP '2020-01-01 10:20:30.10' AS varchar)", "2020-01-01 10:20:30.10")]
    [InlineData("CAST(TIMESTAMP '2020-01-01 10:20:30 Asia/Tokyo' AS varchar)", "2020-01-01 10:20:30 Asia/Tokyo")]
    [InlineData("CAST(TIME '10:20:30' AS varchar)", "10:20:30")]
    [InlineData("CAST(INTERVAL '3' DAY AS varchar)", "3 00:00:00.000")]
    [InlineData("CAST(INTERVAL '14' MONTH AS varchar)", "1-2")]
    [InlineData("CAST(CAST(NULL AS double) AS varchar)", null)]
    public async Task Values_are_cast_to_texts_as_in_Trino(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("CAST('T' AS boolean)", "true")]
    [InlineData("CAST('0' AS boolean)", "false")]
    [InlineData("CAST('-12' AS bigint)", "-12")]
    [InlineData("CAST(2.5E0 AS integer)", "3")]
    [InlineData("CAST(-2.5E0 AS bigint)", "-3")]
    [InlineData("CAST(CAST(NULL AS varchar) AS bigint)", null)]
    [InlineData("TRY_CAST('x' AS boolean)", null)]
    [InlineData("CAST(TIMESTAMP '2020-05-10 12:34:56.55' AS timestamp(0))", "2020-05-10 12:34:57")]
    [InlineData("CAST(TIME '23:59:59.95' AS time(1))", "00:00:00")]
    [InlineData("CAST('2020-05-10 12:34:56 +03:00' AS timestamp(3) with time zone)", "2020-05-10 09:34:56+00")]
    [InlineData("TRY_CAST('5.5' AS integer)", null)]
    [InlineData("CAST(TIMESTAMP '2020-01-01 23:00:00 -05:00' AS date)", "2020-01-01")]
    public async Task Texts_and_doubles_are_cast_as_in_Trino(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("CAST('yes' AS boolean)", "Cannot cast 'yes' to BOOLEAN")]
    [InlineData("CAST('5.5' AS bigint)", "Cannot cast '5.5' to BIGINT")]
    [InlineData("CAST(' 5' AS integer)", "Cannot cast ' 5' to INT")]
    public async Task Texts_that_are_no_value_are_refused(string expression, string message) =>
        Assert.Contains(message, await Error(expression), StringComparison.Ordinal);
}
