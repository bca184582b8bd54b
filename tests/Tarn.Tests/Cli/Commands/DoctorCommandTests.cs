using Tarn.Catalog.Entries;
using Tarn.Cli;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli.Commands;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task A_healthy_lake_is_well_and_a_missing_data_file_is_named()
    {
        await RunAsync(ExitCode.Ok, "demo", "taxi", "--dir", ".", "--rows", "1000");
        string healthy = await RunAsync(ExitCode.Ok, "doctor");
        Assert.Contains("engine\tok\tDuckDB v1.5", healthy, StringComparison.Ordinal);
        Assert.Contains("definitions\tok\t6 models", healthy, StringComparison.Ordinal);
        Assert.DoesNotContain("\tfailed\t", healthy, StringComparison.Ordinal);

        string table = _directory.Sub("data", "curated", "daily_metrics");
        string file = Directory.EnumerateFiles(table, "*.parquet").Single();
        File.Delete(file);
        string ill = await RunAsync(ExitCode.Failed, "doctor");

        Assert.Contains($"curated.daily_metrics\tfailed\t{Path.GetFileName(file)} is not there", ill);
        Assert.Contains("tarn run --full-refresh -s curated.daily_metrics", ill, StringComparison.Ordinal);

        await RunAsync(ExitCode.Ok, "run", "--full-refresh", "-s", "curated.daily_metrics");
        await RunAsync(ExitCode.Ok, "doctor");
    }

    [Fact]
    public async Task A_bit_that_the_disk_lost_is_found_and_a_bit_that_somebody_changed_is_no_answer()
    {
        await RunAsync(ExitCode.Ok, "demo", "taxi", "--dir", ".", "--rows", "1000");
        string table = _directory.Sub("data", "curated", "daily_metrics");
        string file = Directory.EnumerateFiles(table, "*.parquet").Single();
        DateTime modified = File.GetLastWriteTimeUtc(file);
        byte[] content = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        content[content.Length / 3] ^= 4;
        await File.WriteAllBytesAsync(file, content, TestContext.Current.CancellationToken);
        await RunAsync(ExitCode.Failed, "query", "SELECT * FROM curated.daily_metrics");

        File.SetLastWriteTimeUtc(file, modified);
        string ill = await RunAsync(ExitCode.Failed, "doctor");

        Assert.Contains("is damaged: its CRC-32C is", ill, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(file), ill, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_a_definition_and_an_entry_have_is_listed()
    {
        await RunAsync(ExitCode.Ok, "demo", "taxi", "--dir", ".", "--rows", "1000");
        Assert.Contains("names\tok\t", await RunAsync(ExitCode.Ok, "doctor"), StringComparison.Ordinal);
        using (LakeHost host = await LakeHost.OpenAsync(
            _directory.Path, environment: null, TimeProvider.System, TestContext.Current.CancellationToken))
        {
            TableEntry entry = new()
            {
                Name = TableName.Parse("curated.daily_metrics"),
                Kind = EntryKind.View,
                ViewSql = "SELECT 1 AS n",
                Columns = [],
                CreatedAt = default,
                UpdatedAt = default,
            };
            await host.Entries.CreateAsync(entry, TestContext.Current.CancellationToken);
        }

        string doctor = await RunAsync(ExitCode.Failed, "doctor");
        string validate = await RunAsync(ExitCode.Usage, "validate", "-o", "csv");

        Assert.Contains("names\tfailed\t", doctor, StringComparison.Ordinal);
        Assert.Contains("curated.daily_metrics", doctor, StringComparison.Ordinal);
        Assert.Contains("error,TN2010,table 'curated.daily_metrics' is defined by a file", validate);
    }

    [Fact]
    public async Task Without_a_lake_only_the_machine_is_examined()
    {
        Assert.Contains("lake\tok\tnone here", await RunAsync(ExitCode.Ok, "doctor"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_definitions_fail()
    {
        await File.WriteAllTextAsync(
            _directory.Sub("lake.yaml"), "version: 1\nnam: x\n", TestContext.Current.CancellationToken);

        Assert.Contains("definitions\tfailed\t", await RunAsync(ExitCode.Failed, "doctor"), StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<string> RunAsync(ExitCode expected, params string[] arguments)
    {
        TestTerminal terminal = new(_directory.Path);
        ExitCode exitCode = await terminal.RunAsync(arguments);
        Assert.True(
            exitCode == expected, $"{string.Join(' ', arguments)}: {exitCode}\n{terminal.Error}{terminal.Output}");
        return terminal.Output;
    }
}
