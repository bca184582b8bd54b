using Tarn.Common;
using Tarn.Tables;
using Tarn.Tables.Integrity;
using Tarn.Tables.Maintenance;
using Xunit;

namespace Tarn.Tests.Tables.Integrity;

public sealed class DataFileIntegrityTests : IDisposable
{
    private const string Sql = "SELECT range AS i, repeat('x', 30) AS s, range % 2 AS p FROM range(1000)";
    private static readonly TableField[] Fields = [new("i", "BIGINT"), new("s", "VARCHAR"), new("p", "BIGINT")];

    private readonly LakeTableRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task The_log_says_size_time_and_checksum_of_every_file()
    {
        await WriteAsync();
        await _rig.Table.CheckpointAsync(Cancellation);
        foreach (DataFile file in (await _rig.LoadAsync()).Files)
        {
            FileInfo info = new(PathOf(file));
            Assert.Equal(info.Length, file.SizeBytes);
            Assert.Equal(
                new DateTimeOffset(info.LastWriteTimeUtc, TimeSpan.Zero).ToUnixTimeMilliseconds(), file.ModifiedUnixMs);
            Assert.Equal(FileChecksum.Compute(info.FullName, Cancellation), file.Crc32C);
        }
    }

    [Fact]
    public async Task Rewritten_files_have_checksums_too()
    {
        await WriteAsync();
        await WriteAsync();
        TableOptimizer optimizer = new(_rig.Table, _rig.Scratch);
        OptimizePlan plan = await optimizer.PlanAsync(new OptimizeRequest { ClusterBy = ["i"] }, Cancellation);
        await optimizer.RunAsync(plan, progress: null, Cancellation);
        TableEraser eraser = new(_rig.Table, _rig.Scratch);
        await eraser.RunAsync(await eraser.PlanAsync("i = 7", Cancellation), Cancellation);

        TableSnapshot snapshot = await _rig.LoadAsync();
        Assert.All(snapshot.Files, file => Assert.NotNull(file.Crc32C));
        Assert.All(snapshot.Files, file => Assert.NotNull(file.Tracking?.Tags));
        Assert.Empty(await VerifyAsync());
    }

    [Fact]
    public async Task A_file_of_another_size_is_named_with_both_sizes()
    {
        DataFile file = await WriteAsync();
        File.AppendAllText(PathOf(file), "x");
        await FailsAsync(file, $"has {file.SizeBytes + 1} bytes, but the log says {file.SizeBytes}");
    }

    [Fact]
    public async Task A_missing_file_is_named_with_table_and_version()
    {
        DataFile file = await WriteAsync();
        File.Delete(PathOf(file));
        await FailsAsync(file, "version 0 of table 'curated/trips'");
    }

    [Fact]
    public async Task A_file_that_was_changed_is_damaged()
    {
        DataFile file = await WriteAsync();
        FlipBit(PathOf(file));
        await FailsAsync(file, "is damaged: its CRC-32C is ");
    }

    [Fact]
    public async Task A_copy_with_another_time_is_as_good_as_the_file()
    {
        DataFile file = await WriteAsync();
        File.SetLastWriteTimeUtc(PathOf(file), new DateTime(2024, 2, 1, 0, 0, 0, DateTimeKind.Utc));
        await _rig.HoldsAsync(Sql, await _rig.ScanAsync());

        FlipBit(PathOf(file));
        await FailsAsync(file, "is damaged");
    }

    [Fact]
    public async Task Damage_that_leaves_the_time_is_found_by_reading_everything()
    {
        DataFile file = await WriteAsync();
        DateTime modified = File.GetLastWriteTimeUtc(PathOf(file));
        FlipBit(PathOf(file));
        File.SetLastWriteTimeUtc(PathOf(file), modified);

        FileFault fault = Assert.Single(await VerifyAsync());
        Assert.Equal(file.Path, fault.Path);
        Assert.Contains("CRC-32C", fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_checkpoints_are_found_by_reading_everything_and_replaced()
    {
        await WriteAsync();
        await _rig.Table.CheckpointAsync(Cancellation);
        string checkpoint =
            Path.Join(_rig.TableDirectory, "_delta_log", "00000000000000000000.checkpoint.parquet");
        FlipBit(checkpoint);
        Assert.EndsWith("0.checkpoint.parquet", Assert.Single(await VerifyAsync()).Path, StringComparison.Ordinal);

        await _rig.Table.CheckpointAsync(Cancellation);
        Assert.Empty(await VerifyAsync());
    }

    [Fact]
    public async Task Tags_of_other_writers_stay_beside_the_checksum()
    {
        string path = $"{LakeTableRig.Root}/_delta_log/{0:D20}.json";
        DataFile file = await WriteAsync();
        string commit = await File.ReadAllTextAsync(_rig.Store.EnginePath(path), Cancellation);
        string tagged = commit[(commit.IndexOf('\n', StringComparison.Ordinal) + 1)..]
            .Replace("\"tags\":{", "\"tags\":{\"other\":null,\"ZCUBE_ID\":\"7\",", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_rig.Store.EnginePath(path), tagged, Cancellation);
        await RequireTagsAsync(file);

        await _rig.Table.CheckpointAsync(Cancellation);
        await RequireTagsAsync(file);
        await _rig.WriteAsync(WriteMode.Append, Sql, Fields, "p");
        await _rig.Table.CheckpointAsync(Cancellation);
        File.Delete(_rig.Store.EnginePath(path));
        await RequireTagsAsync(file);
    }

    private async Task RequireTagsAsync(DataFile file)
    {
        DataFile found = (await _rig.LoadAsync()).Files.Single(live => live.Path == file.Path);
        Assert.Equal(file.Crc32C, found.Crc32C);
        Assert.Equal(
            new Dictionary<string, string?> { ["other"] = null, ["ZCUBE_ID"] = "7" },
            found.Tracking?.Tags?.Where(tag => !tag.Key.StartsWith("tarn.", StringComparison.Ordinal)).ToDictionary());
    }

    private async Task<DataFile> WriteAsync()
    {
        IReadOnlyList<WrittenFile> written = await _rig.WriteAsync(WriteMode.Append, Sql, Fields, "p");
        return written[^1].File;
    }

    private async Task<IReadOnlyList<FileFault>> VerifyAsync() =>
        await new TableVerifier(_rig.Table).FindFaultsAsync(await _rig.LoadAsync(), progress: null, Cancellation);

    private string PathOf(DataFile file) => Path.Join(_rig.TableDirectory, file.Path);

    private static void FlipBit(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(path, content);
    }

    private async Task FailsAsync(DataFile file, string expected)
    {
        TarnException exception = await Assert.ThrowsAsync<TarnException>(_rig.ScanAsync);
        Assert.Equal(ErrorCodes.TableCorrupt, exception.Code);
        Assert.Contains($"'{file.Path}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Contains("backup", exception.Hint, StringComparison.Ordinal);
    }
}
