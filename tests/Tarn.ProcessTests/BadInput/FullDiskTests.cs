using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.BadInput;

/// <summary>
/// Operations on a table while the disk is full: they fail with the reason and leave the table as it was, or do their
/// work where it needs no room. With room they work.
/// </summary>
public sealed class FullDiskTests
{
    private const string Table = "staging.trips";
    private const string Digest = "SELECT count(*), sum(hash(vendor_id, pickup_at, fare_amount)) FROM staging.trips";

    [Theory]
    [InlineData("properties", Table, "--set", "owner=me")]
    [InlineData("checkpoint", Table)]
    [InlineData("optimize", Table, "--cluster-by", "pickup_at")]
    [InlineData("erase", Table, "passenger_count = 1", "--yes")]
    public async Task What_needs_room_fails_and_changes_nothing(string operation, params string[] arguments)
    {
        using SmallDisk disk = new(megabytes: 64);
        string lake = await MakeLakeAsync(disk);
        string before = await DigestAsync(lake);
        disk.Fill(bytesLeft: 0);

        TarnResult full = await TablesAsync(lake, 1, operation, arguments);

        Assert.Contains("TN4001", full.Errors, StringComparison.Ordinal);
        Assert.Contains("space", full.Errors, StringComparison.OrdinalIgnoreCase);
        disk.MakeRoom();
        Assert.Equal(before, await DigestAsync(lake));
        await TablesAsync(lake, 0, operation, arguments);
        Assert.Equal(operation != "erase", before == await DigestAsync(lake));
        await ExpectAsync(0, "-C", lake, "doctor");
    }

    [Fact]
    public async Task Vacuum_makes_room_on_a_full_disk()
    {
        using SmallDisk disk = new(megabytes: 64);
        string lake = await MakeLakeAsync(disk);
        await TablesAsync(lake, 0, "optimize", Table, "--cluster-by", "pickup_at");
        string before = await DigestAsync(lake);
        disk.Fill(bytesLeft: 0);

        await TablesAsync(lake, 0, "vacuum", Table, "--retain", "0h", "--force", "--yes");

        Assert.True(new DriveInfo(disk.Path).AvailableFreeSpace > 0);
        disk.MakeRoom();
        Assert.Equal(before, await DigestAsync(lake));
        await ExpectAsync(0, "-C", lake, "doctor");
    }

    private static async Task<string> MakeLakeAsync(SmallDisk disk)
    {
        string lake = Path.Combine(disk.Path, "lake");
        await ExpectAsync(0, "init", lake, "--example", "taxi");
        await ExpectAsync(0, "-C", lake, "generate", "taxi", "--rows", "20000", "--month", "2024-01");
        await ExpectAsync(0, "-C", lake, "run");
        return lake;
    }

    private static async Task<string> DigestAsync(string lake) =>
        (await ExpectAsync(0, "-C", lake, "query", Digest, "-o", "csv")).Output;

    private static Task<TarnResult> TablesAsync(
        string lake, int exitCode, string operation, params string[] arguments) =>
        ExpectAsync(exitCode, ["-C", lake, "tables", operation, .. arguments]);

    private static async Task<TarnResult> ExpectAsync(int exitCode, params string[] arguments)
    {
        TarnResult result = await TarnProcess.RunAsync(arguments);
        Assert.True(result.ExitCode == exitCode, $"tarn {string.Join(' ', arguments)}: {result}");
        return result;
    }
}
