using Tarn.Tables;
using Tarn.Tables.Maintenance;
using Xunit;

namespace Tarn.Tests.Tables.Maintenance;

public sealed class AutoCompactionTests : IDisposable
{
    private const int FilesMin = 16;

    private static readonly TableField[] Fields = [new("i", "BIGINT"), new("p", "INTEGER")];

    private readonly LakeTableRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task The_commit_that_makes_them_enough_joins_the_files_of_its_partition()
    {
        for (int i = 0; i < FilesMin - 1; i++)
        {
            Assert.Null(await CompactAsync(await AppendAsync(i, partition: 1)));
        }

        Assert.Null(await CompactAsync(await AppendAsync(100, partition: 2)));

        OptimizeReport? report = await CompactAsync(await AppendAsync(FilesMin - 1, partition: 1));

        Assert.Equal((FilesMin, 1), (report?.FilesRemoved, report?.FilesAdded));
        Assert.Equal(2, (await _rig.LoadAsync()).Files.Count);
        await _rig.HoldsAsync(
            "SELECT range AS i, 1 AS p FROM range(16) UNION ALL SELECT 100, 2", await _rig.ScanAsync());
        CommitRecord last = await _rig.Table.HistoryAsync(Cancellation).FirstAsync(Cancellation);
        Assert.Equal(("OPTIMIZE", "true"), (last.Operation, last.Parameters["auto"]));
    }

    [Fact]
    public async Task Joined_files_are_not_joined_again_with_each_few_new_ones()
    {
        string large = "SELECT (hash(range) // 2)::BIGINT AS i, 1 AS p FROM range(300000)";
        await _rig.WriteAsync(WriteMode.Append, large, Fields, "p");
        IReadOnlyList<WrittenFile> last = [];
        for (int i = 0; i < FilesMin; i++)
        {
            last = await AppendAsync(i, partition: 1);
        }

        OptimizeReport? report = await CompactAsync(last);

        Assert.Equal(FilesMin, report?.FilesRemoved);
        Assert.Equal(2, (await _rig.LoadAsync()).Files.Count);
    }

    [Fact]
    public async Task The_property_of_the_table_switches_it_off()
    {
        IReadOnlyList<WrittenFile> last = [];
        for (int i = 0; i < FilesMin; i++)
        {
            last = await AppendAsync(i, partition: 1);
        }

        await new PropertyEditor(_rig.Table).ChangeAsync(
            new Dictionary<string, string> { ["delta.autoOptimize.autoCompact"] = "false" }, [], Cancellation);

        Assert.Null(await CompactAsync(last));
    }

    private Task<IReadOnlyList<WrittenFile>> AppendAsync(int row, int partition) => _rig.WriteAsync(
        WriteMode.Append, $"SELECT {row}::BIGINT AS i, {partition} AS p", Fields, "p");

    private Task<OptimizeReport?> CompactAsync(IReadOnlyList<WrittenFile> written) =>
        new AutoCompaction(_rig.Table, _rig.Scratch).RunAsync(
            [.. written.Select(file => file.File)], progress: null, Cancellation);
}
