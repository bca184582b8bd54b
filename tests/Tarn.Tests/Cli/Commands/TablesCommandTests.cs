using System.Text.Json;
using Tarn.Cli;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli.Commands;

/// <summary>A lake with one table of three versions, each of which appended a row.</summary>
public sealed class TablesCommandTests : IAsyncLifetime
{
    private readonly LakeRig _lake = new()
    {
        LakeYaml = """
            version: 1
            name: tables
            zones: {raw: , staging: }
            tables:
              raw.events:
                files: events/*.csv
                columns: {id: bigint}
            """,
    };

    public async ValueTask InitializeAsync()
    {
        _lake.WriteModel(
            "staging.events", "materialized: incremental\nstrategy: append", "SELECT id FROM raw.events");
        for (int i = 1; i <= 3; i++)
        {
            _lake.Write($"data/raw/events/{i}.csv", $"id\n{i}\n");
            await _lake.RunAsync();
        }
    }

    public ValueTask DisposeAsync()
    {
        _lake.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("show staging.events", "files", "3")]
    [InlineData("restore staging.events 0 --dry-run", "files_removed", "2")]
    [InlineData("restore staging.events 1 --yes", "version", "3")]
    [InlineData("optimize staging.events --dry-run", "files_to_rewrite", "3")]
    [InlineData("optimize staging.events", "files_added", "1")]
    [InlineData("optimize staging.events --zorder-by id", "files_added", "1")]
    [InlineData("vacuum staging.events --dry-run", "files_to_delete", "0")]
    [InlineData("vacuum staging.events --yes --retain 9d", "files_deleted", "0")]
    [InlineData("erase staging.events id=2 --dry-run", "rows_to_erase", "1")]
    [InlineData("erase staging.events id=2 --yes", "rows_erased", "1")]
    [InlineData("checkpoint staging.events", "checkpoint", "2")]
    [InlineData("properties staging.events --set delta.checkpointInterval=5", "version", "3")]
    public async Task Each_says_what_it_did(string command, string fact, string expected)
    {
        TestTerminal terminal = await RunAsync(ExitCode.Ok, [.. command.Split(' '), "-o", "json"]);

        using JsonDocument document = JsonDocument.Parse(terminal.Output);
        Assert.Equal(expected, document.RootElement.GetProperty(fact).ToString());
    }

    [Fact]
    public async Task Changes_are_listed_from_the_version_that_switched_the_feed_on()
    {
        await RunAsync(ExitCode.Ok, "properties", "staging.events", "--set", "delta.enableChangeDataFeed=true");
        _lake.Write("data/raw/events/4.csv", "id\n4\n");
        await _lake.RunAsync();

        TestTerminal changes = await RunAsync(ExitCode.Ok, "changes", "staging.events", "--from", "3", "-o", "csv");
        TestTerminal refused =
            await RunAsync(ExitCode.Failed, "changes", "staging.events", "--from", "2", "--to", "2099-01-01");

        string[] lines = changes.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Equal("id,_change_type,_commit_version,_commit_timestamp", lines[0].TrimEnd());
        Assert.StartsWith("4,insert,4,", lines[1], StringComparison.Ordinal);
        Assert.Contains("TN5009", refused.Error, StringComparison.Ordinal);
        Assert.Contains("version 2", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_goes_back_and_forth_and_is_cleaned()
    {
        await RunAsync(ExitCode.Ok, "restore", "staging.events", "1", "-y");
        Assert.Equal(["1", "2"], await _lake.QueryAsync("SELECT id FROM staging.events ORDER BY id"));
        await RunAsync(ExitCode.Ok, "restore", "staging.events", "2", "-y");
        await RunAsync(ExitCode.Ok, "optimize", "staging.events");
        await RunAsync(ExitCode.Ok, "vacuum", "staging.events", "--retain", "0s", "--force", "--yes");

        Assert.Equal(["1", "2", "3"], await _lake.QueryAsync("SELECT id FROM staging.events ORDER BY id"));
        Assert.Single(Directory.GetFiles(Path.Combine(_lake.Directory, "data/staging/events"), "*.parquet"));
        TestTerminal terminal = await RunAsync(ExitCode.Failed, "restore", "staging.events", "0", "-y");
        Assert.Contains("TN5007", terminal.Error, StringComparison.Ordinal);
        terminal = await RunAsync(ExitCode.Ok, "history", "staging.events", "-o", "csv");
        Assert.Equal(7, terminal.Output.Trim().Split('\n').Length);
    }

    [Theory]
    [InlineData("restore staging.events 0", "say --yes")]
    [InlineData("erase staging.events id=2", "say --yes")]
    [InlineData("vacuum staging.events --retain 1h", "--force")]
    [InlineData("vacuum staging.events --retain often", "14d or 36h")]
    [InlineData("restore staging.events yesterday --yes", "'yesterday' is no version")]
    [InlineData("restore staging.events 7 --yes", "the newest is 2")]
    [InlineData("optimize staging.events --cluster-by ids", "did you mean 'id'?")]
    [InlineData("optimize staging.events --cluster-by id --zorder-by id", "one order")]
    [InlineData("show raw.events", "not a table that Tarn writes")]
    [InlineData("properties staging.events --set delta.checkpointInterva=3", "delta.checkpointInterval")]
    public async Task What_cannot_be_done_is_said_and_not_done(string command, string message)
    {
        TestTerminal terminal = await RunAsync(ExitCode.Usage, command.Split(' '));

        Assert.Contains(message, terminal.Error, StringComparison.Ordinal);
        Assert.Equal(["3"], await _lake.QueryAsync("SELECT count(*) FROM staging.events"));
    }

    [Fact]
    public async Task Who_says_no_changes_nothing()
    {
        TestTerminal terminal = new(_lake.Directory) { IsTerminal = true, Input = "n\n" };

        Assert.Equal(ExitCode.Failed, await terminal.RunAsync("tables", "restore", "staging.events", "0"));

        Assert.Contains("rows_after", terminal.Error, StringComparison.Ordinal);
        Assert.Equal(["3"], await _lake.QueryAsync("SELECT count(*) FROM staging.events"));
    }

    private async Task<TestTerminal> RunAsync(ExitCode expected, params string[] arguments)
    {
        TestTerminal terminal = new(_lake.Directory);
        ExitCode exitCode = await terminal.RunAsync(["tables", .. arguments]);
        Assert.True(exitCode == expected, $"{exitCode}: {terminal.Error}");
        return terminal;
    }
}
