using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Tables;
using Xunit;

namespace Tarn.Tests.Tables;

public sealed class PartitionedWriterTests : IDisposable
{
    private readonly LakeTableRig _rig = new(threads: 4);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task One_file_for_each_partition_whatever_the_number_of_threads()
    {
        IReadOnlyList<WrittenFile> files = await _rig.WriteFilesAsync(
            "SELECT hash(range) % 240 AS p, range AS i FROM range(2_000_000)",
            [new("p", "INTEGER"), new("i", "BIGINT")],
            "p");

        Assert.Equal(240, files.Count);
        Assert.Equal(2_000_000, files.Sum(written => written.File.RowCount));
        Assert.Equal("p=0/part-00000-run1.snappy.parquet", files[0].File.Path);
        Assert.All(files, written => Assert.Equal(written.File.SizeBytes, new FileInfo(written.LocalPath).Length));
    }

    [Fact]
    public async Task Without_partitions_files_end_at_the_target_size()
    {
        using LakeTableRig rig = new() { Writer = new PartitionedWriter { FileBytesTarget = 2 << 20 } };
        IReadOnlyList<WrittenFile> files = await rig.WriteAsync(
            WriteMode.Append, "SELECT hash(range) AS h FROM range(2_000_000)", [new("h", "UBIGINT")]);

        Assert.InRange(files.Count, 2, 10);
        Assert.Equal(2_000_000, (await rig.LoadAsync()).RowCount);
        await rig.HoldsAsync(
            "SELECT CAST(hash(range) AS DECIMAL(20,0)) AS h FROM range(2_000_000)", await rig.ScanAsync());
    }

    [Fact]
    public async Task Small_results_make_one_file()
    {
        IReadOnlyList<WrittenFile> files = await _rig.WriteFilesAsync(
            "SELECT range AS i FROM range(500_000); ", [new("i", "BIGINT")]);
        Assert.Single(files);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_rows_make_no_files(bool isPartitioned)
    {
        const string Sql = "SELECT 1 AS i, 2 AS p WHERE false -- nothing";
        TableField[] fields = [new("i", "INTEGER"), new("p", "INTEGER")];
        IReadOnlyList<WrittenFile> files =
            await _rig.WriteAsync(WriteMode.Append, Sql, fields, isPartitioned ? ["p"] : []);

        Assert.Empty(files);
        Assert.Empty(Directory.EnumerateFiles(_rig.Scratch, "*", SearchOption.AllDirectories));
        string scan = await _rig.ScanAsync();
        Assert.Empty(await _rig.RowsAsync("*", scan));
        Assert.Equal(
            ["INTEGER", "INTEGER"],
            (await _rig.Connection.QueryAllAsync($"DESCRIBE {scan}", TestContext.Current.CancellationToken))
                .Select(row => (string)row[1]!));
    }

    [Fact]
    public async Task Partition_columns_are_not_stored_in_the_files()
    {
        IReadOnlyList<WrittenFile> files = await _rig.WriteFilesAsync(
            "SELECT 1 AS i, 2 AS p", [new("i", "INTEGER"), new("p", "INTEGER")], "p");
        string file = files[0].LocalPath;
        Assert.Equal(
            ["i"],
            await _rig.RowsAsync(
                $"SELECT column_name FROM (DESCRIBE FROM read_parquet('{file}', hive_partitioning = false))"));
    }

    [Fact]
    public async Task A_table_of_partition_columns_only_is_refused()
    {
        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => _rig.WriteFilesAsync("SELECT 1 AS p", [new("p", "INTEGER")], "p"));
        Assert.Equal(ErrorCodes.SchemaMismatch, exception.Code);
    }

    [Fact]
    public async Task One_pass_splits_rows_between_the_table_and_its_quarantine()
    {
        const string Sql =
            """
            SELECT range AS i, CASE WHEN range % 10 = 0 THEN NULL ELSE 'p' || range % 3 END AS p,
                   CASE WHEN range % 10 = 0 THEN 2 WHEN range % 10 = 1 THEN 7 ELSE 0 END AS outcome,
                   CASE WHEN range % 10 < 2 THEN 'bad' END AS reason
            FROM range(1000)
            """;
        TableField[] fields = [new("i", "BIGINT"), new("p", "VARCHAR")];
        OutcomeSplit split = new("outcome", [.. fields, new("reason", "VARCHAR")]);
        IReadOnlyDictionary<int, IReadOnlyList<WrittenFile>> byOutcome = await _rig.Writer.WriteSplitAsync(
            _rig.Connection,
            Sql,
            split,
            fields,
            ["p"],
            _rig.Scratch,
            "split",
            TestContext.Current.CancellationToken);

        Assert.Equal([0, 2, 7], byOutcome.Keys.Order());
        Assert.Equal(
            ["p=p0", "p=p1", "p=p2"], byOutcome[0].Select(written => Path.GetDirectoryName(written.File.Path)));
        Assert.Equal("part-00000-split-2.snappy.parquet", Assert.Single(byOutcome[2]).File.Path);
        Assert.Empty(byOutcome[7][0].File.PartitionValues);
        Assert.Equal(100, (long)byOutcome[2][0].File.Statistics!["nullCount"]!["p"]!);
        Assert.Equal("bad", (string?)byOutcome[7][0].File.Statistics!["minValues"]!["reason"]);
        Assert.False(((JsonObject)byOutcome[0][0].File.Statistics!["nullCount"]!).ContainsKey("p"));

        await _rig.HoldsAsync(
            $"SELECT i, p FROM ({Sql}) WHERE outcome = 0", TableScan.Sql(fields, ["p"], byOutcome[0]));
        await _rig.HoldsAsync(
            $"SELECT i, p, reason FROM ({Sql}) WHERE outcome = 7", TableScan.Sql(split.SideFields, [], byOutcome[7]));
    }
}
