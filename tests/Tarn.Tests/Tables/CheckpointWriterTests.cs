using System.Text.Json.Nodes;
using Tarn.Engine;
using Tarn.Tables;
using Tarn.Testing;
using Xunit;
using static Tarn.Tests.Tables.CheckpointRig;

namespace Tarn.Tests.Tables;

/// <summary>The checkpoints that Tarn writes, when it does, and what it clears away after.</summary>
public sealed class CheckpointWriterTests : IDisposable
{
    private const string LastCheckpoint = "_last_checkpoint";

    private static readonly TableField[] _fields = [new("id", "BIGINT"), new("p", "VARCHAR")];

    private readonly ManualTimeProvider _time = new();
    private readonly LakeTableRig _rig;

    public CheckpointWriterTests() => _rig = new LakeTableRig(time: _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Every_tenth_version_gets_a_checkpoint_that_later_readers_start_from()
    {
        for (int i = 0; i <= 21; i++)
        {
            await CommitAsync(WriteMode.OverwritePartitions, File($"{i}", $"{i % 3} ü"));
        }

        Assert.Equal(
            [Name(10, "checkpoint.parquet"), Name(20, "checkpoint.parquet"), LastCheckpoint],
            (await LogAsync()).Where(name => name.Contains("checkpoint", StringComparison.Ordinal)));
        TableSnapshot earlier = (await _rig.Table.LoadAsync(20, Cancellation))!;
        Assert.Equal(["18", "19", "20"], earlier.Files.Select(file => file.Path));

        TableSnapshot replayed = await _rig.LoadAsync();
        await DeleteAsync([.. Enumerable.Range(0, 20).Select(version => Name(version, "json"))]);
        TableSnapshot fromCheckpoint = await _rig.LoadAsync();
        Assert.Equal(replayed.Files.Select(Describe), fromCheckpoint.Files.Select(Describe));
        Assert.Equal(replayed.Transactions, fromCheckpoint.Transactions);
        Assert.Equal(replayed.Id, fromCheckpoint.Id);
        Assert.Equal(replayed.Fields, fromCheckpoint.Fields);
        Assert.Equal(replayed.RowCount, fromCheckpoint.RowCount);

        JsonNode pointer = (await ReadJsonAsync(LastCheckpoint))!;
        Assert.Equal(20, (long)pointer["version"]!);
        Assert.Equal(3, (long)pointer["numOfAddFiles"]!);
        Assert.Equal(2 + 18 + 3, (long)pointer["size"]!);
    }

    [Fact]
    public async Task A_checkpoint_has_one_column_for_each_kind_of_action()
    {
        await CommitAsync(WriteMode.Append, File("a b", null), File("c", ""));
        await CommitAsync(Write(WriteMode.ReplaceFiles, File("d", "x")) with
        {
            RemovedPaths = ["a b"],
            ReadVersion = 0,
            Transaction = new AppTransaction("model", 7),
        });
        Assert.Equal(1, await _rig.Table.CheckpointAsync(Cancellation));

        string path = _rig.Store.EnginePath($"{LakeTableRig.Root}/_delta_log/{Name(1, "checkpoint.parquet")}");
        Assert.Equal(
            ["protocol", "metaData", "txn", "domainMetadata", "remove", "add"],
            await _rig.RowsAsync($"SELECT column_name FROM (DESCRIBE FROM read_parquet('{path}'))"));
        Assert.Equal(
            [
                "{'minReaderVersion': 1, 'minWriterVersion': 2}",
                "{'appId': model, 'version': 7, 'lastUpdated': 1706745600000}",
            ],
            await _rig.RowsAsync(
                $"SELECT coalesce(protocol::VARCHAR, txn::VARCHAR) AS a FROM '{path}' WHERE a IS NOT NULL"));
        Assert.Equal(
            [
                "{'path': a%20b, 'deletionTimestamp': 1706745600000, 'dataChange': false, "
                + "'extendedFileMetadata': true, 'partitionValues': {p=NULL}, 'size': 100, 'deletionVector': NULL}",
            ],
            await _rig.RowsAsync($"SELECT remove::VARCHAR FROM '{path}' WHERE remove IS NOT NULL"));
        Assert.Equal(
            ["c|{p=''}|{\"numRecords\":10}", "d|{p=x}|{\"numRecords\":10}"],
            await _rig.RowsAsync(
                "SELECT concat_ws('|', add.path, add.partitionValues::VARCHAR, add.stats) "
                + $"FROM '{path}' WHERE add IS NOT NULL ORDER BY 1"));
    }

    [Fact]
    public async Task Removed_files_are_kept_for_as_long_as_the_table_says()
    {
        await CommitAsync(WriteMode.Overwrite, File("a", "1"));
        await CommitAsync(WriteMode.Overwrite, File("b", "1"));
        await _rig.Table.CheckpointAsync(Cancellation);
        _time.Advance(TimeSpan.FromDays(3));
        await CommitAsync(WriteMode.Overwrite, File("c", "1"));
        await _rig.Table.CheckpointAsync(Cancellation);
        Assert.Equal(["a", "b"], await RemovedAsync(2));

        _time.Advance(TimeSpan.FromDays(5));
        await CommitAsync(WriteMode.Overwrite, File("a", "1"));
        await _rig.Table.CheckpointAsync(Cancellation);
        Assert.Equal(["b", "c"], await RemovedAsync(3));
    }

    [Fact]
    public async Task A_checkpoint_that_fails_does_not_fail_the_commit_and_is_made_by_a_later_one()
    {
        for (int i = 0; i < 10; i++)
        {
            await CommitAsync(WriteMode.Append, File($"{i}", "1"));
        }

        string noDirectory = _rig.Store.EnginePath($"{LakeTableRig.Root}/_delta_log/{Name(0, "json")}");
        using DuckInstance engine = DuckInstance.Open(new EngineOptions { ScratchDirectory = noDirectory });
        DeltaTable table = new(_rig.Store, LakeTableRig.Root, engine, _time, _rig.Ids);
        CommitResult failed = await table.CommitAsync(Write(WriteMode.Append, File("10", "1")), Cancellation);
        Assert.IsType<IOException>(Assert.IsType<CommitResult.Committed>(failed).CheckpointFailure);
        await CommitAsync(WriteMode.Append, File("11", "1"));
        Assert.DoesNotContain(LastCheckpoint, await LogAsync());

        _time.Advance(TimeSpan.FromMinutes(1));
        await CommitAsync(WriteMode.Append, File("12", "1"));
        Assert.Contains(Name(12, "checkpoint.parquet"), await LogAsync());
        Assert.Equal(13, (await _rig.LoadAsync()).Files.Count);
    }

    [Fact]
    public async Task The_log_is_cleared_up_to_the_newest_checkpoint_that_is_old_enough()
    {
        await CommitAsync(WriteMode.Append, File("0", "1"));
        await CommitAsync(WriteMode.Append, File("1", "1"));
        await _rig.Table.CheckpointAsync(Cancellation);
        await CommitAsync(WriteMode.Append, File("2", "1"));
        _time.Advance(TimeSpan.FromDays(29));
        await _rig.Table.CheckpointAsync(Cancellation);
        Assert.Contains(Name(0, "json"), await LogAsync());

        _time.Advance(TimeSpan.FromDays(2));
        await CommitAsync(WriteMode.Append, File("3", "1"));
        await _rig.Table.CheckpointAsync(Cancellation);
        Assert.Equal(
            [
                Name(2, "checkpoint.parquet"), Name(2, "crc"), Name(2, "json"),
                Name(3, "checkpoint.parquet"), Name(3, "crc"), Name(3, "json"), LastCheckpoint,
            ],
            await LogAsync());
        Assert.Equal(3, (await _rig.Table.LoadAsync(2, Cancellation))!.Files.Count);
    }

    [Fact]
    public async Task A_place_without_a_table_gets_no_checkpoint() =>
        Assert.Null(await _rig.Table.CheckpointAsync(Cancellation));

    private static DataFile File(string path, string? partition) => new()
    {
        Path = path,
        PartitionValues = new Dictionary<string, string?> { ["p"] = partition },
        SizeBytes = 100,
        ModifiedUnixMs = 1,
        Statistics = new JsonObject { ["numRecords"] = 10 },
    };

    private static TableWrite Write(WriteMode mode, params DataFile[] added) => new()
    {
        Mode = mode,
        Fields = _fields,
        PartitionColumns = ["p"],
        Added = added,
        Operation = "WRITE",
    };

    private static string Describe(DataFile file) =>
        $"{file.Path} {file.PartitionValues["p"]} {file.SizeBytes} {file.Statistics?.ToJsonString()}";

    private Task<CommitResult.Committed> CommitAsync(WriteMode mode, params DataFile[] added) =>
        CommitAsync(Write(mode, added));

    private async Task<CommitResult.Committed> CommitAsync(TableWrite write) =>
        Assert.IsType<CommitResult.Committed>(await _rig.Table.CommitAsync(write, Cancellation));

    private async Task<IReadOnlyList<string>> LogAsync()
    {
        string prefix = $"{LakeTableRig.Root}/_delta_log/";
        return await _rig.Store.ListAsync(prefix, Cancellation)
            .Select(entry => entry.Key[prefix.Length..])
            .ToListAsync(Cancellation);
    }

    private Task DeleteAsync(params string[] names) => _rig.Store.DeleteAsync(
        [.. names.Select(name => $"{LakeTableRig.Root}/_delta_log/{name}")], Cancellation);

    private async Task<JsonNode?> ReadJsonAsync(string name) =>
        JsonNode.Parse((await _rig.Store.ReadAsync($"{LakeTableRig.Root}/_delta_log/{name}", Cancellation))!);

    private Task<IReadOnlyList<string>> RemovedAsync(long version)
    {
        string path = _rig.Store.EnginePath(
            $"{LakeTableRig.Root}/_delta_log/{Name(version, "checkpoint.parquet")}");
        return _rig.RowsAsync($"SELECT remove.path FROM '{path}' WHERE remove IS NOT NULL ORDER BY 1");
    }
}
