using Tarn.Common;
using Tarn.Tables;
using Xunit;
using static Tarn.Tests.Tables.TableRig;

namespace Tarn.Tests.Tables;

/// <summary>What a write does when another commit comes between its reading of the table and its own commit.</summary>
public sealed class ConflictTests
{
    private readonly TableRig _rig = new();

    [Fact]
    public async Task Blind_appends_follow_each_other()
    {
        await StartAsync();
        _rig.Before(Write(WriteMode.Append, File("x.parquet", "1")));

        Assert.Equal(new CommitResult.Committed(2), await _rig.CommitAsync(WriteMode.Append, File("y.parquet", "1")));
        Assert.Equal(["f1", "f2", "f3", "x.parquet", "y.parquet"], await _rig.PathsAsync());
    }

    [Fact]
    public async Task An_append_computed_from_the_table_does_not_follow_new_rows()
    {
        await StartAsync();
        await _rig.CommitAsync(WriteMode.Append, File("x.parquet", "1"));

        CommitResult result = await _rig.CommitAsync(
            Write(WriteMode.Append, File("y.parquet", "1")) with { ReadVersion = 0 });
        Assert.Equal(new CommitResult.Conflicted(1, ConflictKind.ConcurrentAppend, "it added 'x.parquet'"), result);
    }

    [Fact]
    public async Task Nothing_follows_a_change_of_the_columns()
    {
        await StartAsync();
        _rig.Before(Write(WriteMode.Overwrite) with { Fields = [new("id", "BIGINT"), new("p", "INTEGER")] });

        CommitResult result = await _rig.CommitAsync(WriteMode.Append, File("y.parquet", "1"));
        Assert.Equal(1, Assert.IsType<CommitResult.Conflicted>(result).WinningVersion);
    }

    [Fact]
    public async Task Only_one_writer_creates_a_table()
    {
        _rig.Before(Write(WriteMode.Append, File("x.parquet", "1")));

        CommitResult result = await _rig.CommitAsync(WriteMode.Append, File("y.parquet", "1"));
        Assert.Equal(0, Assert.IsType<CommitResult.Conflicted>(result).WinningVersion);
        Assert.Equal(["x.parquet"], await _rig.PathsAsync());
    }

    [Fact]
    public async Task An_overwrite_does_not_follow_an_append()
    {
        await StartAsync();
        _rig.Before(Write(WriteMode.Append, File("x.parquet", "1")));

        Assert.IsType<CommitResult.Conflicted>(await _rig.CommitAsync(WriteMode.Overwrite, File("y.parquet", "1")));
    }

    [Theory]
    [InlineData("1", false)]
    [InlineData("2", true)]
    public async Task Overwriting_a_partition_follows_appends_to_others(string appendedTo, bool commits)
    {
        await StartAsync();
        _rig.Before(Write(WriteMode.Append, File("x.parquet", appendedTo)));

        CommitResult result = await _rig.CommitAsync(WriteMode.OverwritePartitions, File("y.parquet", "1"));
        Assert.Equal(commits, result is CommitResult.Committed(2));
    }

    [Fact]
    public async Task Overwriting_a_partition_does_not_follow_a_removal_from_it()
    {
        await StartAsync();
        _rig.Before(Write(WriteMode.ReplaceFiles) with { RemovedPaths = ["f1"] });

        Assert.IsType<CommitResult.Conflicted>(
            await _rig.CommitAsync(WriteMode.OverwritePartitions, File("y.parquet", "1")));
    }

    [Fact]
    public async Task Replacing_a_file_that_is_gone_conflicts()
    {
        await StartAsync();
        TableWrite replace = Write(WriteMode.ReplaceFiles, File("x.parquet", "1")) with
        {
            RemovedPaths = ["f1"],
            ReadVersion = 0,
        };
        await _rig.CommitAsync(replace);

        CommitResult result = await _rig.CommitAsync(replace with { Added = [File("y.parquet", "1")] });
        Assert.Equal(1, Assert.IsType<CommitResult.Conflicted>(result).WinningVersion);
        Assert.Equal(["f2", "f3", "x.parquet"], await _rig.PathsAsync());
    }

    [Fact]
    public async Task Replacing_a_file_follows_the_removal_of_another()
    {
        await StartAsync();
        _rig.Before(Write(WriteMode.ReplaceFiles) with { RemovedPaths = ["f2"], ReadVersion = 0 });

        Assert.Equal(new CommitResult.Committed(2), await _rig.CommitAsync(
            Write(WriteMode.ReplaceFiles, File("x.parquet", "1")) with { RemovedPaths = ["f1"], ReadVersion = 0 }));
        Assert.Equal(["f3", "x.parquet"], await _rig.PathsAsync());
    }

    [Fact]
    public async Task A_merge_does_not_follow_rows_it_did_not_see()
    {
        await StartAsync();
        _rig.Before(Write(WriteMode.Append, File("x.parquet", "2")));

        Assert.IsType<CommitResult.Conflicted>(await _rig.CommitAsync(
            Write(WriteMode.ReplaceFiles, File("y.parquet", "1")) with { RemovedPaths = ["f1"], ReadVersion = 0 }));
    }

    [Fact]
    public async Task The_same_transaction_of_a_faster_twin_counts_as_applied()
    {
        await StartAsync();
        TableWrite write = Write(WriteMode.Append, File("x.parquet", "1")) with
        {
            Transaction = new AppTransaction("app", 8),
        };
        _rig.Before(write);

        Assert.Equal(
            new CommitResult.AlreadyApplied(1),
            await _rig.CommitAsync(write with { Added = [File("y.parquet", "1")] }));
    }

    [Fact]
    public async Task An_earlier_transaction_of_the_same_application_conflicts()
    {
        await StartAsync();
        _rig.Before(Write(WriteMode.Append) with { Transaction = new AppTransaction("app", 7) });

        Assert.IsType<CommitResult.Conflicted>(await _rig.CommitAsync(
            Write(WriteMode.Append) with { Transaction = new AppTransaction("app", 8) }));
    }

    [Fact]
    public async Task Another_application_does_not_matter()
    {
        await StartAsync();
        _rig.Before(Write(WriteMode.Append) with { Transaction = new AppTransaction("other", 7) });

        Assert.IsType<CommitResult.Committed>(await _rig.CommitAsync(
            Write(WriteMode.Append) with { Transaction = new AppTransaction("app", 8) }));
    }

    [Fact]
    public async Task Rearranged_files_concern_only_those_who_name_them()
    {
        await StartAsync();
        await _rig.PutLogAsync(
            "00000000000000000001.json",
            """{"remove":{"path":"f2","dataChange":false,"partitionValues":{"p":"2"},"deletionTimestamp":1}}""",
            """{"remove":{"path":"f3","dataChange":false,"partitionValues":{"p":"2"},"deletionTimestamp":1}}""",
            """
            {"add":{"path":"c","partitionValues":{"p":"2"},"size":1,"modificationTime":1,"dataChange":false}}
            """);

        Assert.IsType<CommitResult.Conflicted>(await _rig.CommitAsync(
            Write(WriteMode.ReplaceFiles) with { RemovedPaths = ["f2"], ReadVersion = 0 }));
        Assert.IsType<CommitResult.Committed>(await _rig.CommitAsync(
            Write(WriteMode.ReplaceFiles) with { RemovedPaths = ["f1"], ReadVersion = 0 }));
        Assert.Equal(["c"], await _rig.PathsAsync());
    }

    [Fact]
    public async Task A_write_cannot_come_from_a_version_that_is_not_there()
    {
        await StartAsync();
        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => _rig.CommitAsync(Write(WriteMode.Append) with { ReadVersion = 9 }));
        Assert.Equal(ErrorCodes.TableConflict, exception.Code);
    }

    private Task<CommitResult> StartAsync() =>
        _rig.CommitAsync(WriteMode.Append, File("f1", "1"), File("f2", "2"), File("f3", "2"));
}
