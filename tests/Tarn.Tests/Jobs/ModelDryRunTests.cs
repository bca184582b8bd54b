using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs;

public sealed class ModelDryRunTests : IDisposable
{
    private readonly LakeRig _lake = EventsLake.Create();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Models_that_fit_each_other_have_no_problems_before_there_is_any_data()
    {
        _lake.WriteModel(
            "staging.events",
            "materialized: incremental\npartition_by: [day]\nunique_key: [id]\nstrategy: merge",
            "SELECT id, day, kind, amount, amount * 2 AS _twice FROM raw.events");
        _lake.WriteModel("staging.kinds", "materialized: view", "SELECT DISTINCT kind FROM staging.events");
        _lake.WriteModel("curated.kinds", "materialized: table", "SELECT upper(kind) AS kind FROM staging.kinds");

        Assert.Equal("", await ProblemsAsync());
    }

    [Fact]
    public async Task A_column_that_is_not_there_is_shown_in_the_SQL()
    {
        _lake.WriteModel("staging.events", "materialized: table", "SELECT id,\n       amont\nFROM raw.events");

        // The engine has more candidates, not the same each time.
        Assert.StartsWith(
            """
            error[TN2012]: Referenced column "amont" not found in FROM clause!
              --> models/staging/events.sql:6:8
               |
             6 |        amont
               |        ^^^^^
               = Candidate bindings: "amount"
            """,
            await ProblemsAsync(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("duckdb")]
    [InlineData("athena")]
    public async Task Parameters_do_not_move_the_place_of_a_mistake(string dialect)
    {
        _lake.WriteModel(
            "staging.events",
            $"materialized: table\ndialect: {dialect}\nparameters: {{start: a, end: b}}",
            "SELECT CAST(:start AS varchar) AS a, $end AS b, amont\nFROM raw.events");

        Assert.StartsWith(
            """
            error[TN2012]: Referenced column "amont" not found in FROM clause!
              --> models/staging/events.sql:7:49
            """,
            await ProblemsAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_columns_that_the_model_before_stores_can_be_read()
    {
        _lake.WriteModel(
            "staging.events",
            "materialized: table",
            "SELECT id, amount * 2 AS _twice FROM raw.events");
        _lake.WriteModel("curated.events", "materialized: table", "SELECT id, _twice FROM staging.events");

        Assert.Contains("--> models/curated/events.sql:5:12", await ProblemsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Types_are_looked_at_too()
    {
        _lake.WriteModel("staging.events", "materialized: table", "SELECT kind + day AS sum FROM raw.events");

        string problems = await ProblemsAsync();

        Assert.StartsWith("error[TN2012]: No function matches", problems, StringComparison.Ordinal);
        Assert.Contains("--> models/staging/events.sql:5:13", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_reads_from_a_broken_one_is_not_judged()
    {
        _lake.WriteModel("staging.events", "materialized: table", "SELECT nope FROM raw.events");
        _lake.WriteModel("curated.events", "materialized: table", "SELECT nope FROM staging.events");

        Assert.DoesNotContain("curated", await ProblemsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_does_not_bind_is_shown_in_the_front_matter()
    {
        _lake.WriteModel(
            "staging.events",
            "materialized: table\nchecks:\n  - sql: {name: odd, where: amont > 1}",
            EventsLake.AllColumns);

        string problems = await ProblemsAsync();

        Assert.StartsWith("error[TN2012]: check 'odd': Referenced column", problems, StringComparison.Ordinal);
        Assert.Contains("--> models/staging/events.sql:5:", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_in_the_front_matter_must_be_a_column()
    {
        _lake.WriteModel("staging.events", "materialized: table\npartition_by: [dya]", EventsLake.AllColumns);

        Assert.Equal(
            """
            error[TN2012]: partition_by names the column 'dya', which the SELECT does not make
              --> models/staging/events.sql:1:1
               |
             1 | /* tarn
               | ^ did you mean 'day'?
               = columns: id, day, kind, amount
            """,
            await ProblemsAsync());
    }

    [Theory]
    [InlineData("SELECT id, 1 AS ID FROM raw.events", "", "makes the column 'id' twice")]
    [InlineData("SELECT day FROM raw.events", "partition_by: [day]", "no column to store besides the partition")]
    public async Task A_SELECT_must_make_columns_that_can_be_stored(string sql, string frontMatter, string message)
    {
        _lake.WriteModel("staging.events", $"materialized: table\n{frontMatter}", sql);

        Assert.Contains(message, await ProblemsAsync(), StringComparison.OrdinalIgnoreCase);
    }

    private async Task<string> ProblemsAsync()
    {
        using LakeHost host = await _lake.OpenAsync();
        IReadOnlyList<Diagnostic> problems = await host.FindProblemsAsync(TestContext.Current.CancellationToken);
        return string.Join("\n\n", problems.Select(DiagnosticText.Format));
    }
}
