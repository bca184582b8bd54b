using Tarn.Common;
using Tarn.Jobs;
using Xunit;

namespace Tarn.Tests.Definitions;

public sealed class CheckTests : IDisposable
{
    private readonly LakeDirectory _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Every_kind_is_read()
    {
        IReadOnlyList<CheckDefinition> checks = await LoadAsync(
            """
            - not_null: a
            - not_null: {columns: [a, b], on_fail: drop}
            - unique: [a, b]
            - range: {column: a, min: -1.5, max: 2e3}
            - range: {column: day, min: 2024-02-01, max: "5", name: february}
            - accepted_values: {column: kind, values: [1, x, "2", it's], severity: warn}
            - relationships: {column: zone, to: raw.trips.fare_amount, on_fail: quarantine}
            - row_count: {min: 1, max: 10, on_fail: warn}
            - freshness: {column: at, max_age: 36h}
            - sql:
                name: sane
                where: |
                  a < 0
                  OR b > '${not substituted}'
            """);

        Assert.Equal(
            [
                "not_null_a Fail", "not_null_a_b Drop", "unique_a_b Fail", "range_a Fail", "february Fail",
                "accepted_values_kind Warn", "relationships_zone Quarantine", "row_count Warn", "freshness_at Fail",
                "sane Fail",
            ],
            checks.Select(check => $"{check.Name} {check.OnFail}"));
        Assert.Equal(["a", "b"], Assert.IsType<CheckDefinition.Unique>(checks[2]).Columns);
        Assert.Equal(("-1.5", "2e3"), Bounds(checks[3]));
        Assert.Equal(("'2024-02-01'", "'5'"), Bounds(checks[4]));
        Assert.Equal(["1", "'x'", "'2'", "'it''s'"], Assert.IsType<CheckDefinition.AcceptedValues>(checks[5]).Values);
        CheckDefinition.Relationships related = Assert.IsType<CheckDefinition.Relationships>(checks[6]);
        Assert.Equal(
            ("zone", "raw.trips", "fare_amount"), (related.Column, related.ToTable.ToString(), related.ToColumn));
        CheckDefinition.RowCount count = Assert.IsType<CheckDefinition.RowCount>(checks[7]);
        Assert.Equal((1L, 10L), (count.Min, count.Max));
        Assert.Equal(TimeSpan.FromHours(36), Assert.IsType<CheckDefinition.Freshness>(checks[8]).AgeMax);
        Assert.Equal("a < 0\nOR b > '${not substituted}'", Assert.IsType<CheckDefinition.Sql>(checks[9]).Where);
        Assert.Equal("models/staging/trips.sql:3:3", checks[0].Location.ToString());
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("1.5h", 5400)]
    [InlineData("2d", 172_800)]
    public async Task An_age_has_a_unit(string text, int seconds)
    {
        IReadOnlyList<CheckDefinition> checks = await LoadAsync($"- freshness: {{column: at, max_age: {text}}}");

        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.IsType<CheckDefinition.Freshness>(checks[0]).AgeMax);
    }

    [Theory]
    [InlineData("- nonnull: a", "TN2004", "unknown check 'nonnull'")]
    [InlineData("- not_null", "TN2006", "a check must be 'kind: options', found 'not_null'")]
    [InlineData("- {}", "TN2006", "a check must be 'kind: options', found a map")]
    [InlineData("- range:\n  column: a", "TN2006", "a check has one kind, found keys 'range', 'column'")]
    [InlineData("- range: a", "TN2006", "check 'range' must be a map, found 'a'")]
    [InlineData("- not_null:", "TN2005", "check 'not_null' has no 'columns'")]
    [InlineData("- not_null: []", "TN2005", "'columns' is empty")]
    [InlineData("- unique: {column: a, columns: a}", "TN2004", "unknown key 'column'")]
    [InlineData("- range: {min: 1}", "TN2005", "check 'range' has no 'column'")]
    [InlineData("- range: {column: a}", "TN2005", "check 'range' has no 'min' and no 'max'")]
    [InlineData("- range: {column: a, min: 3, max: 1}", "TN2006", "max 1 is below min 3")]
    [InlineData("- accepted_values: {column: a}", "TN2005", "check 'accepted_values' has no 'values'")]
    [InlineData(
        "- accepted_values: {column: a, values: [~]}",
        "TN2006",
        "'values' must be text or a list of texts, found nothing")]
    [InlineData("- relationships: {column: a, to: raw.trips}", "TN2006", "to is 'raw.trips'")]
    [InlineData("- relationships: {column: a, to: raw.trps.id}", "TN2008", "unknown table 'raw.trps'")]
    [InlineData("- row_count: {}", "TN2005", "check 'row_count' has no 'min' and no 'max'")]
    [InlineData("- row_count: {min: -1}", "TN2006", "min is '-1'")]
    [InlineData("- row_count: {min: 5, max: 4}", "TN2006", "max 4 is below min 5")]
    [InlineData("- freshness: {column: a, max_age: 3 days}", "TN2006", "max_age is '3 days'")]
    [InlineData("- freshness: {column: a, max_age: 0h}", "TN2006", "max_age is '0h'")]
    [InlineData("- freshness: {column: a}", "TN2005", "check 'freshness' has no 'max_age'")]
    [InlineData("- sql: {where: a}", "TN2005", "check 'sql' has no 'name'")]
    [InlineData("- sql: {name: a}", "TN2005", "check 'sql' has no 'where'")]
    [InlineData("- sql: {name: a, where: [b]}", "TN2006", "'where' must be SQL text, found a list")]
    [InlineData("- unique: {columns: a, name: 'x y'}", "TN2006", "'x y' is not a check name")]
    [InlineData("- unique: {columns: a, on_fail: skip}", "TN2006", "on_fail is 'skip', which is none of its values")]
    [InlineData(
        "- unique: {columns: a, severity: warning}", "TN2006", "severity is 'warning', which is none of its values")]
    public async Task Bad_checks_are_named(string checks, string code, string message)
    {
        Diagnostic error = Assert.Single(await ErrorsAsync(checks));

        Assert.Equal((code, message), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("warn", "drop", "severity warn changes nothing, so on_fail can only be warn")]
    [InlineData("warn", "quarantine", "severity warn changes nothing, so on_fail can only be warn")]
    [InlineData("warn", "fail", "severity warn changes nothing, so on_fail can only be warn")]
    [InlineData("error", "warn", "severity error cannot be answered with on_fail warn")]
    public async Task Severity_and_on_fail_must_agree(string severity, string onFail, string message)
    {
        Diagnostic error = Assert.Single(
            await ErrorsAsync($"- range: {{column: a, min: 0, severity: {severity}, on_fail: {onFail}}}"));

        Assert.Equal($"check 'range': {message}", error.Message);
        Assert.Equal("contradicts severity", error.Label);
    }

    [Theory]
    [InlineData("row_count: {min: 1, on_fail: drop}", "row_count", 23)]
    [InlineData("freshness: {column: at, max_age: 1d, on_fail: quarantine}", "freshness", 40)]
    public async Task Rows_cannot_be_taken_out_by_a_check_of_the_whole_table(string check, string kind, int column)
    {
        Diagnostic error = Assert.Single(await ErrorsAsync($"- {check}"));

        Assert.Equal($"check '{kind}' judges the table as a whole, so no rows can be taken out of it", error.Message);
        Assert.Equal("expected warn or fail", error.Label);
        Assert.Equal(column, error.Location!.Column);
    }

    [Fact]
    public async Task Two_checks_of_one_name_are_shown_with_both_places()
    {
        _lake.Model(
            "staging.trips", "checks:\n- range: {column: fare, min: 0}\n- range: {column: fare, max: 9}", "SELECT 1");

        Assert.Equal(
            """
            error[TN2006]: two checks are called 'range_fare'
              --> models/staging/trips.sql:4:3
               |
             4 | - range: {column: fare, max: 9}
               |   ^^^^^ and again here
              ::: models/staging/trips.sql:3:3
               |
             3 | - range: {column: fare, min: 0}
               |   ----- first here
               = give one of them another 'name'
            """,
            await _lake.ErrorTextAsync());
    }

    [Fact]
    public async Task Checks_are_a_list()
    {
        _lake.Model("staging.trips", "checks:\n  not_null: a", "SELECT 1");

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal(
            ("'checks' must be a list, found a map", "start each check with '- '"), (error.Message, error.Label));
    }

    private static (string?, string?) Bounds(CheckDefinition check)
    {
        CheckDefinition.Range range = Assert.IsType<CheckDefinition.Range>(check);
        return (range.Min, range.Max);
    }

    private async Task<IReadOnlyList<CheckDefinition>> LoadAsync(string checks) =>
        Assert.Single((await _lake.Model("staging.trips", $"checks:\n{checks}", "SELECT 1").LoadAsync()).Models).Checks;

    private Task<IReadOnlyList<Diagnostic>> ErrorsAsync(string checks) =>
        _lake.Model("staging.trips", $"checks:\n{checks}", "SELECT 1").ErrorsAsync();
}
