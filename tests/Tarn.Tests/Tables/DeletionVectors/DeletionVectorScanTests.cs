using Tarn.Common;
using Tarn.Storage;
using Tarn.Tables;
using Tarn.Tables.DeletionVectors;
using Xunit;

namespace Tarn.Tests.Tables.DeletionVectors;

/// <summary>Rows deleted by a deletion vector are not there, in whatever place it is kept.</summary>
public sealed class DeletionVectorScanTests : IDisposable
{
    private const string Uuid = "61d16c75-6994-46b7-a15b-8b538852e50e";
    private const string UuidText = "vBn[lx{q8@P<9BNH/isA";
    private static readonly TableField[] Fields = [new("i", "BIGINT"), new("p", "VARCHAR")];
    private readonly LakeTableRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task An_inline_vector_is_applied()
    {
        DataFile file = await WriteAsync();
        byte[] data = RoaringBytes.Write([0, 5, 99], withRuns: false);
        await DeleteAsync(file, new DeletionVector("i", RoaringBytes.ToZ85(data), null, data.Length, 3));
        await HoldsAllButAsync("0, 5, 99");

        TableSnapshot snapshot = await _rig.LoadAsync();
        Assert.Equal(197, snapshot.RowCount);
        Assert.Equal(2, snapshot.Files.Count);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("", false)]
    [InlineData("ab", false)]
    public async Task A_vector_in_a_file_is_applied(string prefix, bool isAbsolute)
    {
        DataFile file = await WriteAsync();
        byte[] data = RoaringBytes.Write(Enumerable.Range(10, 50).Select(row => (long)row), withRuns: true);
        string path = (prefix.Length == 0 ? "" : prefix + "/") + $"deletion_vector_{Uuid}.bin";
        await PutAsync(path, RoaringBytes.File(data));
        string uri = "file://" + _rig.Store.EnginePath($"{LakeTableRig.Root}/{path}");
        await DeleteAsync(file, isAbsolute
            ? new DeletionVector("p", uri, 1, data.Length, 50)
            : new DeletionVector("u", prefix + UuidText, 1, data.Length, 50));
        await HoldsAllButAsync("SELECT unnest(range(10, 60))");
    }

    [Fact]
    public async Task The_newest_vector_of_a_file_counts()
    {
        DataFile file = await WriteAsync();
        byte[] first = RoaringBytes.Write([1], withRuns: false);
        byte[] second = RoaringBytes.Write([1, 2], withRuns: false);
        DeletionVector old = new("i", RoaringBytes.ToZ85(first), null, first.Length, 1);
        await DeleteAsync(file, old);
        await DeleteAsync(
            file with { DeletionVector = old },
            new DeletionVector("i", RoaringBytes.ToZ85(second), null, second.Length, 2));
        await HoldsAllButAsync("1, 2");
        Assert.Equal(2, (await _rig.LoadAsync()).Files.Count);
    }

    [Theory]
    [InlineData("checksum", "its checksum does not fit")]
    [InlineData("version", "first byte is not 1")]
    [InlineData("length", "but the log says")]
    [InlineData("magic", "magic number")]
    [InlineData("cardinality", "it has 3 rows, but the log says 4")]
    [InlineData("missing", Uuid)]
    public async Task A_damaged_vector_is_an_error_that_names_it(string damage, string expected)
    {
        DataFile file = await WriteAsync();
        byte[] data = RoaringBytes.Write([0, 5, 99], withRuns: false);
        if (damage == "magic")
        {
            data[0]++;
        }

        byte[] content = RoaringBytes.File(data);
        content[damage switch { "version" => 0, "length" => 4, _ => ^1 }] +=
            damage is "version" or "length" or "checksum" ? (byte)1 : (byte)0;
        if (damage != "missing")
        {
            await PutAsync($"deletion_vector_{Uuid}.bin", content);
        }

        await DeleteAsync(
            file, new DeletionVector("u", UuidText, 1, data.Length, damage == "cardinality" ? 4 : 3));
        TarnException exception = await Assert.ThrowsAsync<TarnException>(_rig.ScanAsync);
        Assert.Equal(ErrorCodes.TableCorrupt, exception.Code);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Contains("'curated/trips'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vector_outside_of_the_bucket_is_refused()
    {
        DataFile file = await WriteAsync();
        await DeleteAsync(file, new DeletionVector("p", "file:///etc/hosts", 1, 10, 1));
        TarnException exception = await Assert.ThrowsAsync<TarnException>(_rig.ScanAsync);
        Assert.Equal(ErrorCodes.TableUnsupported, exception.Code);
    }

    [Fact]
    public async Task Replacing_a_file_with_deleted_rows_removes_that_version_of_it()
    {
        DataFile file = await WriteAsync();
        byte[] data = RoaringBytes.Write([0], withRuns: false);
        await DeleteAsync(file, new DeletionVector("i", RoaringBytes.ToZ85(data), null, data.Length, 1));
        await _rig.WriteAsync(WriteMode.Overwrite, "SELECT 7 AS i, 'a' AS p", Fields);
        await _rig.HoldsAsync("SELECT 7 AS i, 'a' AS p", await _rig.ScanAsync());
    }

    [Fact]
    public async Task Vectors_are_read_again_when_there_is_no_room_to_keep_them()
    {
        byte[] data = RoaringBytes.Write([0], withRuns: false);
        DeletedRowsRegistry registry = new(locationsMax: 2, bytesMax: 1);
        long[] numbers = [.. Enumerable.Range(1, 3).Select(offset => registry.NumberOf(new DeletionVectorLocation(
            new DeletionVector("i", RoaringBytes.ToZ85(data), offset, data.Length, 1), null)))];
        Assert.Equal(1, registry.Get(numbers[1]).Count);
        Assert.Equal(1, registry.Get(numbers[2]).Count);
        Assert.Equal(1, registry.Get(numbers[1]).Count);
        Assert.Throws<FormatException>(() => registry.Get(numbers[0]));
        await Task.CompletedTask;
    }

    /// <summary>Two files of 100 rows each; the first is returned.</summary>
    private async Task<DataFile> WriteAsync()
    {
        const string Sql = "SELECT range AS i, 'a' AS p FROM range(100)";
        IReadOnlyList<WrittenFile> files = await _rig.WriteAsync(WriteMode.Append, Sql, Fields);
        await _rig.WriteAsync(WriteMode.Append, "SELECT range + 1000 AS i, 'b' AS p FROM range(100)", Fields);
        return Assert.Single(files).File;
    }

    private async Task HoldsAllButAsync(string deleted) => await _rig.HoldsAsync(
        $"""
        SELECT range AS i, 'a' AS p FROM range(100) WHERE range NOT IN ({deleted})
        UNION ALL SELECT range + 1000 AS i, 'b' AS p FROM range(100)
        """,
        await _rig.ScanAsync());

    private Task<PutResult> PutAsync(string path, byte[] content) =>
        _rig.Store.PutAsync($"{LakeTableRig.Root}/{path}", content, PutCondition.None, Cancellation);

    private async Task DeleteAsync(DataFile file, DeletionVector vector)
    {
        Tarn.Tables.Log.Commit commit = new()
        {
            Version = (await _rig.LoadAsync()).Version + 1,
            Removes =
            [
                new(file.Path, true, 1, file.PartitionValues, file.SizeBytes) { DeletionVector = file.DeletionVector },
            ],
            Adds = [new(file with { DeletionVector = vector }, true)],
        };
        await PutAsync(
            $"_delta_log/{commit.Version:D20}.json", Tarn.Tables.Log.CommitWriter.Write(commit));
    }
}
