using Tarn.Common;
using Tarn.Tables;
using Tarn.Tables.Maintenance;
using Xunit;
using static Tarn.Tests.Tables.CheckpointRig;

namespace Tarn.Tests.Tables;

/// <summary>What a table remembers of its log must never hide what became of the log meanwhile.</summary>
public sealed class RememberedVersionTests : IDisposable
{
    private readonly LakeTableRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_log_is_read_again_only_when_it_has_changed()
    {
        Assert.Null(await _rig.Table.LoadAsync(Cancellation));
        await AppendAsync(_rig.Table);

        TableSnapshot first = await _rig.LoadAsync();

        Assert.Equal(0, first.Version);
        Assert.Same(first, await _rig.LoadAsync());
        await AppendAsync(_rig.NewTable());
        Assert.Equal((1, 2), ((await _rig.LoadAsync()).Version, (await _rig.LoadAsync()).Files.Count));
    }

    [Fact]
    public async Task A_table_that_another_took_the_place_of_is_read_anew()
    {
        await AppendAsync(_rig.Table);
        TableSnapshot first = await _rig.LoadAsync();
        Directory.Delete(_rig.TableDirectory, recursive: true);
        Assert.Null(await _rig.Table.LoadAsync(Cancellation));
        await AppendAsync(_rig.NewTable());
        await AppendAsync(_rig.Table);

        TableSnapshot second = await _rig.LoadAsync();

        Assert.Equal(1, second.Version);
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task A_version_lost_since_is_noticed_and_not_written_again()
    {
        await AppendAsync(_rig.Table);
        await AppendAsync(_rig.NewTable());
        await AppendAsync(_rig.NewTable());
        await DeleteAsync(Name(1, "json"));

        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => AppendAsync(_rig.Table));

        Assert.Equal(ErrorCodes.TableCorrupt, exception.Code);
        Assert.Contains("lacks version 1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_whose_beginning_was_cleared_away_is_read_from_its_checkpoint()
    {
        await AppendAsync(_rig.Table);
        DeltaTable other = _rig.NewTable();
        await AppendAsync(other);
        await AppendAsync(other);
        await other.CheckpointAsync(Cancellation);
        await DeleteAsync(Name(0, "json"));
        await DeleteAsync(Name(1, "json"));

        await AppendAsync(_rig.Table);

        Assert.Equal((3, 4), ((await _rig.LoadAsync()).Version, (await _rig.LoadAsync()).Files.Count));
    }

    [Fact]
    public async Task Removed_files_are_known_though_the_checkpoint_that_had_them_is_gone()
    {
        await AppendAsync(_rig.Table);
        string gone = (await _rig.LoadAsync()).Files[0].Path;
        await AppendAsync(_rig.Table, WriteMode.Overwrite);
        await _rig.Table.CheckpointAsync(Cancellation);
        DeltaTable reader = _rig.NewTable();
        await reader.LoadAsync(Cancellation);
        await AppendAsync(_rig.Table);
        await _rig.Table.CheckpointAsync(Cancellation);
        await DeleteAsync(Name(1, "checkpoint.parquet"));

        VacuumPlan plan = await new TableVacuum(reader).PlanAsync(new VacuumRequest(), Cancellation);

        Assert.DoesNotContain(plan.Files, file => file.Key.EndsWith(gone, StringComparison.Ordinal));
        Assert.Equal(1, plan.KeptFiles);
    }

    [Fact]
    public async Task A_first_append_reads_no_files_from_the_checkpoint()
    {
        await AppendAsync(_rig.Table);
        await _rig.Table.CheckpointAsync(Cancellation);
        await RewriteCheckpointAsync("SELECT * REPLACE (42 AS add)");
        await DeleteAsync(Name(0, "json"));

        DeltaTable table = _rig.NewTable();
        await AppendAsync(table);
        await AppendAsync(table);

        Assert.Equal(2, (await table.HistoryAsync(Cancellation).FirstAsync(Cancellation)).Version);
        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => table.LoadAsync(Cancellation));
        Assert.Equal(ErrorCodes.TableCorrupt, exception.Code);
    }

    [Fact]
    public async Task Appends_that_read_no_files_leave_checkpoints_with_all_of_them()
    {
        await AppendAsync(_rig.Table);
        await _rig.Table.CheckpointAsync(Cancellation);
        DeltaTable table = _rig.NewTable();
        for (int version = 1; version <= 10; version++)
        {
            await AppendAsync(table);
        }

        for (int version = 0; version < 10; version++)
        {
            await DeleteAsync(Name(version, "json"));
        }

        await DeleteAsync(Name(0, "checkpoint.parquet"));
        Assert.Equal(11, (await _rig.NewTable().LoadAsync(Cancellation))!.Files.Count);
        Assert.Equal(11, (await table.LoadAsync(Cancellation))!.Files.Count);
    }

    private async Task AppendAsync(DeltaTable table, WriteMode mode = WriteMode.Append)
    {
        IReadOnlyList<TableField> fields = [new("i", "INTEGER")];
        IReadOnlyList<WrittenFile> files = await _rig.WriteFilesAsync("SELECT 1 AS i", fields);
        await _rig.MoveInAsync(files, LakeTableRig.Root);
        Assert.IsType<CommitResult.Committed>(await table.CommitAsync(
            new TableWrite
            {
                Mode = mode,
                Fields = fields,
                PartitionColumns = [],
                Added = [.. files.Select(written => written.File)],
                Operation = "WRITE",
            },
            Cancellation));
    }

    private Task DeleteAsync(string name) =>
        _rig.Store.DeleteAsync([$"{LakeTableRig.Root}/_delta_log/{name}"], Cancellation);

    private async Task RewriteCheckpointAsync(string select)
    {
        string path = _rig.Store.EnginePath($"{LakeTableRig.Root}/_delta_log/{Name(0, "checkpoint.parquet")}");
        await _rig.Connection.ExecuteAsync(
            $"COPY ({select} FROM read_parquet('{path}')) TO '{path}.new' (FORMAT parquet)", Cancellation);
        File.Move($"{path}.new", path, overwrite: true);
        await DeleteAsync(Name(0, "crc"));
    }
}
