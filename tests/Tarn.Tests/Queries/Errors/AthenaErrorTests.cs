using System.Text.RegularExpressions;
using Tarn.Common;
using Tarn.Engine.Dialect;
using Tarn.Queries.Errors;
using Tarn.Queries.Limits;
using Xunit;

namespace Tarn.Tests.Queries.Errors;

public sealed partial class AthenaErrorTests(ErrorLake lake) : IClassFixture<ErrorLake>
{
    public static TheoryData<string, string> Statements()
    {
        TheoryData<string, string> data = [];
        foreach ((string sql, string error) in WrongStatements.Names
            .Concat(WrongStatements.Types).Concat(WrongStatements.Values).Concat(WrongStatements.Others))
        {
            data.Add(sql, error);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task A_wrong_statement_gets_Athenas_name_place_and_words(string sql, string expected)
    {
        AthenaError error = await lake.ErrorAsync(sql);

        // A few go on with what only Tarn says.
        int length = expected.EndsWith('…') ? expected.Length - 1 : error.Text.Length;
        Assert.Equal(expected.TrimEnd('…'), error.Text[..length]);
        Assert.Equal(AthenaErrorCategory.User, error.Category);
    }

    [Fact]
    public void There_are_at_least_sixty_wrong_statements() => Assert.True(Statements().Count >= 60);

    [Theory]
    [InlineData("SELECT ? + ?", "1", "Incorrect number of parameters: expected 2 but found 1", 1)]
    [InlineData("SELECT ?", "1,2", "Incorrect number of parameters: expected 1 but found 2", 1)]
    [InlineData("SELECT 1", "1", "Incorrect number of parameters: expected 0 but found 1", 1)]
    [InlineData("SELECT ? FROM staging.orders WHERE id = ? OR name = 'a?b' -- ?", "", "expected 2 but found 0", 1)]
    [InlineData("SELECT ? + :x", "1,x", "question marks and named parameters cannot be mixed in one statement", 12)]
    [InlineData("SELECT 1::int, :nme", "name", "no value is given for the parameter 'nme'", 16)]
    public async Task Parameters_that_do_not_fit_are_told(string sql, string given, string message, int column)
    {
        Dictionary<string, object?> parameters = given
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(name => name, _ => (object?)1);

        AthenaError error = await lake.ErrorAsync(sql, parameters);

        Assert.Equal(("INVALID_PARAMETER_USAGE", 1, column, 1100), (error.Name, error.Line, error.Column, error.Type));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_does_not_fit_its_parameter_has_no_place_in_the_text()
    {
        AthenaError error = await lake.ErrorAsync(
            "SELECT date_parse('2020', '%Y'),\n CAST(? AS integer)", new Dictionary<string, object?> { ["1"] = "x" });

        Assert.Equal("INVALID_CAST_ARGUMENT: Cannot cast 'x' to INT", error.Text);
    }

    [Theory]
    [InlineData("SELECT nam FROM staging.orders", "did you mean 'name'?")]
    [InlineData("SELECT o.s.aa FROM staging.orders o", "did you mean 'a'?")]
    [InlineData("SELECT * FROM staging.order", "did you mean 'staging.orders'?")]
    [InlineData("SELECT * FROM stagin.orders", "did you mean 'staging.orders'?")]
    [InlineData("SELECT element_att(tags, 1) FROM staging.orders", "did you mean 'element_at'?")]
    [InlineData("SELECT uper(name) FROM staging.orders", "did you mean 'upper'?")]
    [InlineData("SHOW TABLES IN stagin", "did you mean 'staging'?")]
    [InlineData("SELECT getenv('HOME')", "the function 'getenv' is not allowed: it reaches outside the statement")]
    public async Task The_hint_says_what_was_probably_meant(string sql, string hint) =>
        Assert.Equal(hint, (await lake.ErrorAsync(sql)).Hint);

    [Fact]
    public async Task Limits_have_names_too()
    {
        const string sql = "SELECT * FROM staging.orders";
        (QueryLimits Limits, string Name)[] limits =
        [
            (new QueryLimits { ScannedBytesMax = 1 }, "EXCEEDED_SCAN_LIMIT"),
            (new QueryLimits { RowsMax = 1 }, "QUERY_REJECTED"),
            (new QueryLimits { TextBytesMax = 1 }, "QUERY_TEXT_TOO_LARGE"),
            (new QueryLimits { TimeMax = TimeSpan.FromTicks(1) }, "EXCEEDED_TIME_LIMIT"),
        ];
        foreach ((QueryLimits limit, string name) in limits)
        {
            AthenaError error = await lake.ErrorAsync(sql, limit);

            Assert.Equal(name, error.Name);
            Assert.NotNull(error.Hint);
        }
    }

    [Theory]
    [InlineData(ErrorCodes.OutOfMemory)]
    [InlineData(ErrorCodes.MemoryLimit)]
    public void Memory_is_a_limit_of_the_statement(string code)
    {
        AthenaError error = AthenaError.Of(new TarnException(code, "more than there is"), "SELECT 1");

        Assert.Equal(("EXCEEDED_LOCAL_MEMORY_LIMIT", AthenaErrorCategory.User), (error.Name, error.Category));
    }

    [Fact]
    public void What_is_no_fault_of_the_statement_is_an_internal_error_with_our_message()
    {
        TarnException exception = new(ErrorCodes.StateCorrupt, "the log ends early");

        AthenaError error = AthenaError.Of(exception, "SELECT 1");

        Assert.Equal("GENERIC_INTERNAL_ERROR: the log ends early", error.Text);
        Assert.Equal((AthenaErrorCategory.System, 200), (error.Category, error.Type));
    }

    [Fact]
    public async Task In_DuckDBs_dialect_errors_stay_DuckDBs()
    {
        TarnException exception = await lake.FailureAsync(
            "SELECT nam FROM staging.orders", null, new QueryLimits(), SqlDialect.DuckDb);

        Assert.DoesNotMatch(AthenasName(), exception.Message);
        Assert.Contains("Referenced column \"nam\" not found", exception.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex("^[A-Z_]+: ")]
    private static partial Regex AthenasName();
}
