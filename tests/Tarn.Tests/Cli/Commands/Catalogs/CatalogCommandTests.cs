using System.Text.Json;
using Tarn.Catalog.Entries;
using Tarn.Cli;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Tests.Catalog.External;
using Xunit;

namespace Tarn.Tests.Cli.Commands.Catalogs;

/// <summary>A lake with a model and an entry of two versions and two partitions.</summary>
public sealed class CatalogCommandTests : IAsyncLifetime
{
    private static readonly TableName Name = TableName.Parse("raw.t");
    private readonly ExternalRig _rig = new();

    public async ValueTask InitializeAsync()
    {
        _rig.Lake.WriteModel("staging.one", "materialized: view\ndescription: just one", "SELECT 1 AS n");
        _rig.Drop("t/k=1/a.csv", "id,city\n1,Rome\n");
        TableEntry table = ExternalRig.Table(
            DataFormat.Csv, [new("id", "int"), new("city", "string")], new ColumnEntry("k", "int"));
        await _rig.CreateAsync(
            table with { ChangedBy = "crawler:x" },
            new PartitionEntry(["1"], "t/k=1/"),
            new PartitionEntry(["2"], "t/k=2/"));
        using LakeHost host = await _rig.Lake.OpenAsync();
        TableEntry current = await host.Entries.GetAsync(Name, CancellationToken.None);
        await host.Entries.UpdateAsync(
            current with { Columns = [new("id", "bigint"), new("city", "string")] }, 1, CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _rig.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("list", "raw.t external crawler:x 2 k 2|staging.one view definition")]
    [InlineData("list staging", "staging.one view definition")]
    [InlineData("list --databases", "curated 0|raw 1|staging 1")]
    [InlineData("list --dropped", "")]
    [InlineData("versions raw.t", "2 crawler:x 3 ~ column id: int -> bigint|1 crawler:x 3")]
    [InlineData("diff raw.t", "column id int bigint")]
    [InlineData("diff raw.t 2 1", "column id bigint int")]
    [InlineData("diff raw.t 2 2", "")]
    [InlineData("partitions raw.t", "k=1 drops/t/k=1/|k=2 drops/t/k=2/")]
    [InlineData("partitions raw.t --limit 1", "k=1 drops/t/k=1/")]
    [InlineData("search city", "raw.t column city city")]
    public async Task Listings_say_what_there_is(string command, string expected)
    {
        TestTerminal terminal = await RunAsync(ExitCode.Ok, $"catalog {command} -o jsonl");

        string[] rows = terminal.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected, string.Join('|', rows.Select(Row)));
    }

    [Fact]
    public Task A_search_without_a_find_fails_like_grep() => RunAsync(ExitCode.Failed, "catalog search zebra");

    [Fact]
    public async Task An_entry_is_described_at_each_version()
    {
        TestTerminal now = await RunAsync(ExitCode.Ok, "catalog show raw.t -o json");
        TestTerminal before = await RunAsync(ExitCode.Ok, "catalog show raw.t --version 1 -o json");

        using JsonDocument current = JsonDocument.Parse(now.Output);
        using JsonDocument first = JsonDocument.Parse(before.Output);
        Assert.Equal("2", current.RootElement.GetProperty("partitions").ToString());
        Assert.Equal("bigint", current.RootElement.GetProperty("columns")[0].GetProperty("type").GetString());
        Assert.Equal("int", first.RootElement.GetProperty("columns")[0].GetProperty("type").GetString());
        TestTerminal none = await RunAsync(null, "catalog show raw.t --version 9");
        Assert.Contains("it has versions 1 to 2", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comments_tags_and_owners_are_put_on_entries_and_definitions()
    {
        foreach (string name in new[] { "raw.t", "staging.one" })
        {
            await RunAsync(ExitCode.Ok, $"catalog comment {name} precious");
            await RunAsync(ExitCode.Ok, $"catalog owner {name} ann");
            await RunAsync(ExitCode.Ok, $"catalog tag {name} pii=yes layer=x");
            await RunAsync(ExitCode.Ok, $"catalog tag {name} --remove layer");
        }

        await RunAsync(ExitCode.Ok, "catalog comment raw.t.city town");
        await RunAsync(ExitCode.Ok, "catalog comment staging.one.n number");

        TestTerminal found = await RunAsync(ExitCode.Ok, "catalog list -o jsonl");
        Assert.Equal(2, found.Output.Split("\"precious\"").Length - 1);
        Assert.Equal(2, found.Output.Split("\"ann\"").Length - 1);
        TestTerminal tags = await RunAsync(ExitCode.Ok, "catalog search pii=yes -o jsonl");
        Assert.Equal(2, tags.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        await RunAsync(ExitCode.Failed, "catalog search layer=x");
        TestTerminal sheet = await RunAsync(ExitCode.Ok, "show staging.one -o json");
        Assert.Contains("\"number\"", sheet.Output, StringComparison.Ordinal);
        TestTerminal unknown = await RunAsync(null, "catalog comment raw.t.citi town");
        Assert.Contains("did you mean 'city'?", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dropped_table_is_gone_with_its_files_until_it_is_brought_back()
    {
        await RunAsync(ExitCode.Ok, "catalog drop raw.t --with-data --yes");
        await Assert.ThrowsAnyAsync<TarnException>(() => _rig.Lake.QueryAsync("SELECT * FROM raw.t"));
        Assert.False(File.Exists(Path.Combine(_rig.Lake.Directory, "data/drops/t/k=1/a.csv")));
        TestTerminal dropped = await RunAsync(ExitCode.Ok, "catalog list --dropped -o jsonl");
        Assert.Contains("raw.t", dropped.Output, StringComparison.Ordinal);

        await RunAsync(ExitCode.Ok, "catalog undrop raw.t");

        Assert.Equal(["1|Rome|1"], await _rig.Lake.QueryAsync("SELECT * FROM raw.t"));
        await RunAsync(ExitCode.Ok, "catalog drop raw.t --keep 1h");
        await RunAsync(ExitCode.Ok, "catalog purge --all --yes");
        await RunAsync(null, "catalog undrop raw.t");
    }

    [Fact]
    public async Task A_table_is_renamed_but_not_over_a_definition()
    {
        TestTerminal taken = await RunAsync(null, "catalog rename raw.t staging.one");
        Assert.Contains("TN5010", taken.Error, StringComparison.Ordinal);

        await RunAsync(ExitCode.Ok, "catalog rename raw.t raw.towns");

        Assert.Equal(["Rome"], await _rig.Lake.QueryAsync("SELECT city FROM raw.towns"));
    }

    [Fact]
    public async Task An_export_fills_another_lake()
    {
        await RunAsync(ExitCode.Ok, "catalog export all.json");
        using ExternalRig other = new();
        await other.Lake.QueryAsync("SELECT 1");
        string document = Path.Combine(_rig.Lake.Directory, "all.json");
        TestTerminal terminal = new(other.Lake.Directory);
        Assert.Equal(ExitCode.Ok, await terminal.RunAsync("catalog", "import", document));
        TestTerminal again = new(other.Lake.Directory);
        Assert.Equal(ExitCode.Ok, await again.RunAsync("catalog", "export"));
        string exported = await File.ReadAllTextAsync(document, TestContext.Current.CancellationToken);
        Assert.Equal(exported.Trim(), again.Output.Trim());
    }

    [Fact]
    public async Task Listings_and_descriptions_of_tables_cover_entries()
    {
        TestTerminal list = await RunAsync(ExitCode.Ok, "ls tables -o jsonl");
        TestTerminal sheet = await RunAsync(ExitCode.Ok, "show raw.t -o json");

        Assert.Contains("\"external\"", list.Output, StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(sheet.Output);
        Assert.Equal("drops/t/", document.RootElement.GetProperty("location").GetString());
        Assert.Equal("k", document.RootElement.GetProperty("partition_by").GetString());
        Assert.Equal(3, document.RootElement.GetProperty("columns").GetArrayLength());
    }

    [Fact]
    public async Task A_model_reads_an_entry_and_runs_again_when_files_come()
    {
        _rig.Lake.WriteModel("staging.towns", "materialized: table", "SELECT city, k FROM raw.t");
        await _rig.Lake.RunAsync("staging.towns");
        Assert.Equal(["Rome|1"], await _rig.Lake.QueryAsync("SELECT * FROM staging.towns"));
        _rig.Drop("t/k=2/a.csv", "city,id\nOslo,2\n");

        await _rig.Lake.RunAsync("staging.towns");

        Assert.Equal(["Oslo|2", "Rome|1"], await _rig.Lake.QueryAsync("SELECT * FROM staging.towns ORDER BY city"));
        await RunAsync(ExitCode.Ok, "validate");
    }

    /// <summary>Values of a row but times, joined by spaces.</summary>
    private static string Row(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return string.Join(' ', document.RootElement.EnumerateObject()
            .Where(value => value.Value.ValueKind != JsonValueKind.Null)
            .Where(value => value.Name is not ("changed" or "created" or "schema_version" or "description"))
            .Select(value => value.Value.ToString())
            .Where(text => text.Length > 0));
    }

    private async Task<TestTerminal> RunAsync(ExitCode? expected, string command)
    {
        TestTerminal terminal = new(_rig.Lake.Directory);
        ExitCode exitCode = await terminal.RunAsync(command.Split(' '));
        if (expected is null)
        {
            Assert.NotEqual(ExitCode.Ok, exitCode);
        }
        else
        {
            Assert.True(exitCode == expected, $"{command}: {exitCode} {terminal.Error}");
        }

        return terminal;
    }
}
