using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.BadInput;

/// <summary>Lakes that cannot be opened or run: what the user is told, and with which exit code.</summary>
public sealed class LakeTests : IDisposable
{
    private const string Yaml = """
        version: 1
        zones: {raw: , staging: , curated: }
        tables:
          raw.events: {files: events/*.csv, columns: {id: bigint, amount: double}}
        """;

    private readonly LakeRig _lake = new() { LakeYaml = Yaml };

    public LakeTests()
    {
        _lake.Write("lake.yaml", Yaml);
        _lake.WriteModel("staging.events", "materialized: table", "SELECT id, amount FROM raw.events");
        _lake.Write("data/raw/events/a.csv", "id,amount\n1,2\n");
    }

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_second_process_is_told_which_one_has_the_lake_while_queries_go_on()
    {
        Assert.Equal(0, (await TarnAsync("run")).ExitCode);
        using (LakeLock.Acquire(Path.Combine(_lake.Directory, ".tarn")))
        {
            TarnResult second = await TarnAsync("run");

            Assert.Equal(1, second.ExitCode);
            Assert.Contains("TN4006", second.Errors, StringComparison.Ordinal);
            Assert.Contains($"{Environment.ProcessId}", second.Errors, StringComparison.Ordinal);
            Assert.Equal(0, (await TarnAsync("query", "SELECT * FROM staging.events")).ExitCode);
        }

        Assert.Equal(0, (await TarnAsync("run")).ExitCode);
    }

    [Theory]
    [InlineData(20_000, "TN2002")]
    public async Task Nested_brackets_end_in_a_message_and_not_in_a_crash(int depth, string code)
    {
        _lake.Write("lake.yaml", new string('[', depth));

        TarnResult result = await TarnAsync("validate");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(code, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_of_several_models_are_reported_together_with_their_places()
    {
        _lake.WriteModel("staging.one", "materialized: table", "SELECT id,\n       amont\nFROM raw.events");
        _lake.WriteModel(
            "staging.two", "materialized: table\nchecks:\n  - not_null: [idd]", "SELECT id FROM raw.events");
        _lake.WriteModel("curated.three", "materialized: table", "SELECT * FROM staging.one");

        TarnResult result = await TarnAsync("validate");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("models/staging/one.sql:6:8", result.Errors, StringComparison.Ordinal);
        Assert.Contains("models/staging/two.sql:5:", result.Errors, StringComparison.Ordinal);
        Assert.Contains("did you mean 'id'?", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("three.sql", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_with_wrong_definitions_changes_nothing()
    {
        Assert.Equal(0, (await TarnAsync("run")).ExitCode);
        _lake.WriteModel("staging.one", "materialized: table", "SELECT nothing FROM raw.events");

        Assert.Equal(2, (await TarnAsync("run")).ExitCode);

        string log = Path.Combine(_lake.Directory, "data/staging/events/_delta_log");
        Assert.Single(Directory.GetFiles(log, "*.json"));
    }

    [Fact]
    public async Task A_directory_without_a_lake_says_how_to_make_one()
    {
        TarnResult result = await TarnProcess.RunAsync("-C", Path.GetTempPath(), "run");

        Assert.Contains("TN1001", result.Errors, StringComparison.Ordinal);
        Assert.Contains("tarn init", result.Errors, StringComparison.Ordinal);
    }

    private Task<TarnResult> TarnAsync(params string[] arguments) =>
        TarnProcess.RunAsync(["-C", _lake.Directory, .. arguments]);
}
