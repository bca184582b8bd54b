using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.BadInput;

/// <summary>
/// Disks that are full or read-only: a clear message, nothing damaged, and all well when that is over.
/// </summary>
public sealed class DiskTests
{
    private const string Count = "SELECT count(*) FROM staging.trips";

    [Fact]
    public async Task A_full_disk_fails_the_run_with_its_reason_and_leaves_the_tables_as_they_were()
    {
        using SmallDisk disk = new(megabytes: 64);
        string lake = Path.Combine(disk.Path, "lake");
        await ExpectAsync(0, "init", lake, "--example", "taxi");
        await ExpectAsync(0, "-C", lake, "generate", "taxi", "--rows", "20000", "--month", "2024-01");
        await ExpectAsync(0, "-C", lake, "run");
        string before = (await ExpectAsync(0, "-C", lake, "query", Count, "-o", "csv")).Output;
        await ExpectAsync(0, "-C", lake, "generate", "taxi", "--rows", "200000", "--month", "2024-02");
        disk.Fill(bytesLeft: 1024 * 1024);

        TarnResult full = await ExpectAsync(1, "-C", lake, "run");

        Assert.Contains("TN4001", full.Errors, StringComparison.Ordinal);
        Assert.Contains("space", full.Errors, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, (await ExpectAsync(0, "-C", lake, "query", Count, "-o", "csv")).Output);

        disk.MakeRoom();
        await ExpectAsync(0, "-C", lake, "run");
        Assert.NotEqual(before, (await ExpectAsync(0, "-C", lake, "query", Count, "-o", "csv")).Output);
    }

    [Fact]
    public async Task A_read_only_lake_can_be_queried_but_not_run()
    {
        using SmallDisk disk = new(megabytes: 64);
        string lake = Path.Combine(disk.Path, "lake");
        await ExpectAsync(0, "init", lake, "--example", "taxi");
        await ExpectAsync(0, "-C", lake, "generate", "taxi", "--rows", "5000", "--month", "2024-01");
        await ExpectAsync(0, "-C", lake, "run");
        disk.MakeReadOnly();
        try
        {
            TarnResult run = await ExpectAsync(1, "-C", lake, "run");
            Assert.Contains("TN4002", run.Errors, StringComparison.Ordinal);
            await ExpectAsync(0, "-C", lake, "query", Count);
        }
        finally
        {
            disk.MakeWritable();
        }
    }

    private static async Task<TarnResult> ExpectAsync(int exitCode, params string[] arguments)
    {
        TarnResult result = await TarnProcess.RunAsync(arguments);
        Assert.True(result.ExitCode == exitCode, $"tarn {string.Join(' ', arguments)}: {result}");
        return result;
    }
}
