using Tarn.Catalog.Entries;
using Tarn.Catalog.Partitions.Expressions;
using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Catalog.Partitions;

public sealed class PartitionExpressionTests
{
    private static readonly ColumnEntry[] Keys =
        [new("year", "int"), new("day", "date"), new("city", "string"), new("price", "decimal(10,2)")];

    [Theory]
    [InlineData("year = 9", true)]
    [InlineData("year = '09'", true)]
    [InlineData("year > 10", false)]
    [InlineData("10 > year", true)]
    [InlineData("year <> 9", false)]
    [InlineData("year != 8 and year <= 9 AND year >= 9", true)]
    [InlineData("(year = 1 OR year = 9) AND NOT city = 'Rome'", true)]
    [InlineData("year = 9 OR year = 1 AND city = 'Rome'", true)]
    [InlineData("day >= DATE '2024-02-01'", true)]
    [InlineData("day between '2024-01-01' and '2024-01-31'", false)]
    [InlineData("day not between '2024-01-01' and '2024-01-31'", true)]
    [InlineData("city IN ('Rome', 'Oslo')", true)]
    [InlineData("city not in ('Rome', 'Oslo')", false)]
    [InlineData("city LIKE 'O%' AND city LIKE '_slo'", true)]
    [InlineData("city LIKE 'O.*'", false)]
    [InlineData("city = 'oslo'", false)]
    [InlineData("\"City\" = 'Oslo'", true)]
    [InlineData("city <> 'O''Neill'", true)]
    [InlineData("price = 2.5", true)]
    [InlineData("price < 10", true)]
    public void A_condition_compares_by_the_types_of_the_keys(string expression, bool isMatch) =>
        Assert.Equal(isMatch, Matches(expression, "9", "2024-02-01", "Oslo", "2.50"));

    [Theory]
    [InlineData("city = 'Oslo'", false)]
    [InlineData("city <> 'Oslo'", false)]
    [InlineData("NOT city = 'Oslo'", false)]
    [InlineData("city IS NULL", true)]
    [InlineData("city IS NOT NULL", false)]
    [InlineData("city = 'Oslo' OR year = 9", true)]
    [InlineData("year = 9", true)]
    [InlineData("price > 0 OR NOT price > 0", false)]
    public void Nothing_is_known_of_null_and_of_what_is_no_value(string expression, bool isMatch) =>
        Assert.Equal(isMatch, Matches(expression, "9", "2024-02-01", null, "unknown"));

    [Theory]
    [InlineData("month = 1", "'month' is no partition key; the keys are year, day, city, price")]
    [InlineData("year = 'ten'", "partition key 'year' is int, and 'ten' is no value of that")]
    [InlineData("year =", "the expression 'year =' has its end at 7, expected a value")]
    [InlineData("year = 9 city", "the expression 'year = 9 city' has 'city' at 10, expected AND, OR or its end")]
    [InlineData("(year = 9", "the expression '(year = 9' has its end at 10, expected ')'")]
    public void What_is_no_condition_is_refused(string expression, string message)
    {
        TarnException problem = Assert.Throws<TarnException>(() => PartitionExpression.Parse(expression, Keys));

        Assert.Equal(ErrorCodes.BadArgument, problem.Code);
        Assert.Equal(message, problem.Message);
    }

    private static bool Matches(string expression, params string?[] values) =>
        PartitionExpression.Parse(expression, Keys).IsMatch(new PartitionEntry(values, "p/"));
}
