using System.Diagnostics;
using Tarn.Engine.Parsing;
using Tarn.Tables;
using Xunit;
using static Tarn.Tests.Tables.CheckpointRig;

namespace Tarn.Tests.Tables;

public sealed class LargeCheckpointTests : IDisposable
{
    private const int FileCount = 100_000;
    private readonly CheckpointRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_hundred_thousand_files_are_loaded_and_pruned()
    {
        await _rig.PutParquetAsync(
            Name(5, "checkpoint.parquet"),
            OtherActions,
            $$$"""
            SELECT {
                'path': 'p=2024-01-0' || (1 + i % 9) || '/part-' || lpad(i::VARCHAR, 6, '0')
                    || '-01m7yn0r0adm54vnf5vgznj9v6-new.snappy.parquet',
                'partitionValues': MAP {'p': '2024-01-0' || (1 + i % 9)},
                'size': 1000 + i, 'modificationTime': 1700000000000 + i,
                'tags': MAP {'tarn.crc32c': printf('%08x', i)},
                'stats': '{"numRecords":10,"minValues":{"id":' || i || ',"at":"2024-01-01T00:00:00.000Z","price":1.00},'
                    || '"maxValues":{"id":' || (i + 1) || ',"at":"2024-01-02T00:00:00.000Z","price":9.00},'
                    || '"nullCount":{"id":0,"at":0,"price":0} }'
            } AS add FROM range({{{FileCount}}}) t(i)
            """);

        Stopwatch watch = Stopwatch.StartNew();
        TableSnapshot snapshot = await _rig.LoadAsync();
        TimeSpan loaded = watch.Elapsed;
        IReadOnlyList<DataFile> some = FilePruning.Prune(
            snapshot, [[new ColumnPredicate("id", PredicateOperator.Equal, [777L])]]);
        TimeSpan pruned = watch.Elapsed - loaded;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"loaded in {loaded.TotalMilliseconds:F0} ms, pruned in {pruned.TotalMilliseconds:F0} ms");

        Assert.Equal(FileCount, snapshot.Files.Count);
        Assert.Equal(FileCount * 10L, snapshot.RowCount);
        Assert.Equal(77u, snapshot.Files.Single(file => file.SizeBytes == 1077).Crc32C);
        Assert.Equal(2, some.Count);
    }
}
