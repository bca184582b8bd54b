using System.Globalization;
using Xunit;

namespace Tarn.Tests.Engine.Dialect;

/// <summary>Mathematical functions, among them distributions.</summary>
public sealed class MathTests : DialectTest
{
    [Theory]
    [InlineData("sqrt(-1)", "nan")]
    [InlineData("ln(0)", "-inf")]
    [InlineData("ln(-1)", "nan")]
    [InlineData("log10(0)", "-inf")]
    [InlineData("log2(8)", "3.0")]
    [InlineData("log(2, 8)", "3.0")]
    [InlineData("acos(2)", "nan")]
    [InlineData("asin(-2)", "nan")]
    [InlineData("sin(infinity())", "nan")]
    [InlineData("cbrt(-27)", "-3.0")]
    [InlineData("sqrt(NULL)", null)]
    [InlineData("cos(NULL)", null)]
    public async Task Arguments_outside_the_domain_are_no_errors(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("ceil(5)", "5")]
    [InlineData("ceiling(-2.5)", "-2")]
    [InlineData("floor(9223372036854775807)", "9223372036854775807")]
    [InlineData("truncate(12.345, 1)", "12.3")]
    [InlineData("truncate(-12.345E0, 2)", "-12.34")]
    [InlineData("truncate(1299, -2)", "1200")]
    [InlineData("round(-2.5E0)", "-3.0")]
    [InlineData("sign(nan())", "nan")]
    [InlineData("sign(-5)", "-1")]
    [InlineData("mod(-7, 3)", "-1")]
    [InlineData("mod(5.5E0, 2E0)", "1.5")]
    [InlineData("e()", "2.718281828459045")]
    public async Task Numbers_are_rounded_and_cut(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("bit_count(-1, 8)", "8")]
    [InlineData("bitwise_left_shift(TINYINT '-7', 64)", "0")]
    [InlineData("bitwise_right_shift(INTEGER '-7', 2)", "1073741822")]
    [InlineData("bitwise_right_shift(BIGINT '-1', 63)", "1")]
    [InlineData("bitwise_right_shift_arithmetic(SMALLINT '-7', 64)", "-1")]
    [InlineData("bitwise_xor(6, 3)", "5")]
    [InlineData("bitwise_not(-8)", "7")]
    [InlineData("bitwise_and(NULL, 1)", null)]
    public async Task Bits_are_those_of_the_type(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("from_base('-1010', 2)", "-10")]
    [InlineData("from_base('Zz', 36)", "1295")]
    [InlineData("to_base(-9223372036854775807 - 1, 16)", "-8000000000000000")]
    [InlineData("to_base(0, 2)", "0")]
    public async Task Bases_go_from_2_to_36(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("width_bucket(3.14E0, 0, 4, 3)", "3")]
    [InlineData("width_bucket(infinity(), 4, 0, 3)", "0")]
    [InlineData("width_bucket(10, 0, 10, 5)", "6")]
    [InlineData("width_bucket(5, ARRAY[1E0, 3E0, 7E0])", "2")]
    [InlineData("width_bucket(NULL, 0, 1, 3)", null)]
    public async Task Buckets_are_counted_from_1(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("greatest(1, 2.5, 2)", "2.5")]
    [InlineData("greatest(1, NULL)", null)]
    [InlineData("least('b', 'a')", "a")]
    [InlineData("least(DATE '2020-01-01', NULL)", null)]
    public async Task Greatest_and_least_are_null_when_an_argument_is(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("bit_count(8, 1)", "Bits specified in bit_count must be between 2 and 64, got 1")]
    [InlineData("bit_count(128, 8)", "128 can not be represented with 8 bits")]
    [InlineData("from_base('9', 8)", "Not a valid base-8 number: 9")]
    [InlineData("to_base(1, 37)", "Radix must be between 2 and 36")]
    [InlineData("width_bucket(1, 0, 0, 3)", "bounds cannot equal each other")]
    [InlineData("width_bucket(1, ARRAY[3E0, 1E0])", "Bin values are not sorted in ascending order")]
    [InlineData("inverse_normal_cdf(0, 1, 1)", "p must be 0 > p > 1")]
    [InlineData("normal_cdf(0, 0, 1)", "standardDeviation must be > 0")]
    [InlineData("beta_cdf(1, 1, 2)", "value must be 0 >= v >= 1")]
    [InlineData("inverse_beta_cdf(0, 1, 0.1)", "a, b must be > 0")]
    [InlineData("wilson_interval_lower(11, 10, 1E0)", "must not be larger than number of trials")]
    [InlineData("random(0)", "bound must be positive")]
    [InlineData("random(5, 3)", "start value (5) must be less than stop value (3)")]
    public async Task Wrong_arguments_are_refused(string expression, string message) =>
        Assert.Contains(message, await Error(expression), StringComparison.Ordinal);

    [Theory]
    [InlineData("normal_cdf(0, 1, 1.96)", 0.9750021048517795)]
    [InlineData("inverse_normal_cdf(0.5, 0.25, 0.65)", 0.596330116601892)]
    [InlineData("beta_cdf(3, 3.6, 0.3)", 0.21764809997679938)]
    [InlineData("inverse_beta_cdf(3, 3.6, 0.95)", 0.7600272463100223)]
    [InlineData("t_cdf(2, 5)", 0.9490302605850709)]
    [InlineData("wilson_interval_upper(1250, 1310, 1.96E0)", 0.9642524717143908)]
    [InlineData("cosine_similarity(ARRAY[1E0, 2E0], ARRAY[3E0, 4E0])", 0.9838699100999074)]
    public async Task Distributions_are_exact_to_ten_digits(string expression, double answer) => Assert.Equal(
        answer, double.Parse((await Printed(expression))!, CultureInfo.InvariantCulture), tolerance: 1e-10);

    [Fact]
    public async Task Random_numbers_are_within_their_bounds() => Assert.Equal(
        "true", await Printed("count_if(x < 3 OR x >= 5) = 0 AND count(DISTINCT x) = 2 FROM "
            + "(SELECT random(3, 5) x FROM UNNEST(sequence(1, 1000)) t(i)) u"));
}
