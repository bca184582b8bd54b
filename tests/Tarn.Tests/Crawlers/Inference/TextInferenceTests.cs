using Tarn.Catalog.Types;
using Tarn.Crawlers.Inference;
using Xunit;

namespace Tarn.Tests.Crawlers.Inference;

public sealed class TextInferenceTests
{
    [Theory]
    [InlineData("", "void")]
    [InlineData("0", "int")]
    [InlineData("-17", "int")]
    [InlineData("2147483648", "bigint")]
    [InlineData("9223372036854775808", "string")]
    [InlineData("17850.0", "double")]
    [InlineData("-0.5", "double")]
    [InlineData("0.5", "double")]
    [InlineData("1e9", "double")]
    [InlineData("1e999", "string")]
    [InlineData("007", "string")]
    [InlineData("-07", "string")]
    [InlineData("+49123", "string")]
    [InlineData("1,000", "string")]
    [InlineData("NaN", "string")]
    [InlineData("-", "string")]
    [InlineData("true", "boolean")]
    [InlineData("FALSE", "boolean")]
    [InlineData("t", "string")]
    [InlineData("2024-02-29", "date")]
    [InlineData("2023-02-29", "string")]
    [InlineData("2024-05-01 10:15", "timestamp")]
    [InlineData("2024-05-01T10:15:30.123456789Z", "timestamp")]
    [InlineData("2024-05-01T25:15:30", "string")]
    [InlineData("2024-05", "string")]
    [InlineData("12:30", "string")]
    [InlineData("85123A", "string")]
    public void A_text_has_a_type(string value, string type) =>
        Assert.Equal(type, TextInference.Of("c", value).Type.ToString());

    [Theory]
    [InlineData("5/14/1965", "date", "%m/%d/%Y")]
    [InlineData("14/5/1965", "date", "%d/%m/%Y")]
    [InlineData("4/8/1966", "date", "%d/%m/%Y", "%m/%d/%Y")]
    [InlineData("31.12.2024 23:59", "timestamp", "%d.%m.%Y %H:%M")]
    [InlineData("12/31/2024 11:59:01 PM", "timestamp", "%m/%d/%Y %I:%M:%S %p")]
    [InlineData("17-May-2015", "date", "%d-%b-%Y")]
    [InlineData("17/May/2015:10:05:03 +0000", "timestamp", "%d/%b/%Y:%H:%M:%S %z")]
    [InlineData("2015-05-17T10:05:03+02:00", "timestamp", "%Y-%m-%dT%H:%M:%S%z")]
    public void Other_ways_to_write_dates_are_known_by_their_formats(string value, string type, params string[] formats)
    {
        SchemaColumn column = TextInference.Of("c", value);

        Assert.Equal(type, column.Type.ToString());
        Assert.Equal(formats, column.Formats);
    }

    [Fact]
    public void Values_of_a_column_tell_days_from_months()
    {
        SchemaColumn column = Add("04/08/1966", "5/14/1965", "");

        Assert.Equal(HiveType.Date, column.Type);
        Assert.Equal(["%m/%d/%Y"], column.Formats);
    }

    [Fact]
    public void Formats_that_do_not_go_together_are_text() =>
        Assert.Equal(HiveType.Text, Add("14/5/1965", "5/14/1965").Type);

    [Fact]
    public void Ids_stay_text_once_one_has_a_leading_zero() =>
        Assert.Equal(HiveType.Text, Add("123", "007", "9").Type);

    private static SchemaColumn Add(params string[] values) =>
        values.Aggregate(new SchemaColumn("c", HiveType.Void), TextInference.Add);
}
