using Tarn.Tables;
using Xunit;

namespace Tarn.Tests.Tables;

/// <summary>
/// Partition values through COPY, directories, the log and the scan, for every type and awkward texts.
/// </summary>
public sealed class PartitionRoundTripTests : IDisposable
{
    private const string AwkwardTexts =
        """
        SELECT i, p FROM (VALUES
            (0, NULL), (1, 'plain'), (2, 'a b'), (3, 'a/b:c%=d+e'), (4, 'São Paulo\x'), (5, '''"?#*[x]'),
            (6, '日本'), (7, chr(10) || chr(1)), (8, '.'), (9, '..'), (10, ' lead '), (11, '%41'), (12, '%2541'),
            (13, '{y}'), (14, '&;$,'), (15, '1'), (16, 'true')) AS v(i, p)
        """;

    private readonly LakeTableRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Awkward_texts_and_null()
    {
        await _rig.WriteAsync(WriteMode.Append, AwkwardTexts, [new("i", "INTEGER"), new("p", "VARCHAR")], "p");

        string scan = await _rig.ScanAsync();
        Assert.Contains("hive_partitioning = true", scan, StringComparison.Ordinal);
        await _rig.HoldsAsync(AwkwardTexts, scan);
        TableSnapshot snapshot = await _rig.LoadAsync();
        Assert.Equal(17, snapshot.Files.Count);
        Assert.All(snapshot.Files, file =>
            Assert.True(File.Exists(Path.Join(_rig.TableDirectory, file.Path)), file.Path));
        Assert.Contains(snapshot.Files, file => file.PartitionValues["p"] is null
            && file.Path.StartsWith("p=__HIVE_DEFAULT_PARTITION__/", StringComparison.Ordinal));
        Assert.Contains(snapshot.Files, file => file.PartitionValues["p"] == "a/b:c%=d+e"
            && file.Path.StartsWith("p=a%2Fb%3Ac%25%3Dd%2Be/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Texts_that_Hive_takes_for_null_are_read_from_the_log()
    {
        const string Sql =
            "SELECT * FROM (VALUES (1, 'NULL'), (2, 'null'), (3, '__HIVE_DEFAULT_PARTITION__'), (4, NULL)) AS v(i, p)";
        await _rig.WriteAsync(WriteMode.Append, Sql, [new("i", "INTEGER"), new("p", "VARCHAR")], "p");

        string scan = await _rig.ScanAsync();
        Assert.Contains("hive_partitioning = false", scan, StringComparison.Ordinal);
        await _rig.HoldsAsync(Sql, scan);
    }

    [Fact]
    public async Task An_empty_text_is_null_as_the_protocol_says()
    {
        await _rig.WriteAsync(
            WriteMode.Append,
            "SELECT * FROM (VALUES (1, ''), (2, NULL)) AS v(i, p)",
            [new("i", "INTEGER"), new("p", "VARCHAR")],
            "p");

        await _rig.HoldsAsync("SELECT * FROM (VALUES (1, NULL), (2, NULL)) AS v(i, p)", await _rig.ScanAsync());
        Assert.Single((await _rig.LoadAsync()).Files);
    }

    [Theory]
    [InlineData("BOOLEAN", "true", "true")]
    [InlineData("TINYINT", "-128", "-128")]
    [InlineData("SMALLINT", "7", "7")]
    [InlineData("INTEGER", "7", "7")]
    [InlineData("BIGINT", "9223372036854775807", "9223372036854775807")]
    [InlineData("UBIGINT", "18446744073709551615", "18446744073709551615")]
    [InlineData("FLOAT", "1.5", "1.5")]
    [InlineData("DOUBLE", "0.1", "0.1")]
    [InlineData("DOUBLE", "nan", "NaN")]
    [InlineData("DOUBLE", "-inf", "-Infinity")]
    [InlineData("DECIMAL(10,2)", "-1.50", "-1.50")]
    [InlineData("DATE", "2024-02-29", "2024-02-29")]
    [InlineData("TIMESTAMP", "2024-02-29 12:34:56", "2024-02-29 12:34:56")]
    [InlineData("TIMESTAMP", "2024-02-29 12:34:56.789123", "2024-02-29 12:34:56.789123")]
    [InlineData("TIMESTAMPTZ", "2024-02-29 12:34:56.5+02", "2024-02-29T10:34:56.500000Z")]
    [InlineData("VARCHAR", "x", "x")]
    public async Task Every_type(string type, string text, string serialized)
    {
        string sql = $"SELECT 1 AS i, CAST('{text}' AS {type}) AS p UNION ALL SELECT 2, NULL";
        await _rig.WriteAsync(WriteMode.Append, sql, [new("i", "INTEGER"), new("p", type)], "p");

        TableSnapshot snapshot = await _rig.LoadAsync();
        Assert.Equal([null, serialized], snapshot.Files.Select(file => file.PartitionValues["p"]).Order());
        string scan = await _rig.ScanAsync();
        Assert.Contains("hive_partitioning = true", scan, StringComparison.Ordinal);
        await _rig.HoldsAsync(sql, scan);
        await _rig.HoldsAsync(sql, AsForeign(snapshot));
    }

    [Fact]
    public async Task Several_columns_with_upper_case_and_spaces_in_their_names()
    {
        const string Sql = "SELECT range % 2 AS \"Day Of\", range % 3 AS \"B\", range AS i FROM range(12)";
        TableField[] fields = [new("Day Of", "BIGINT"), new("B", "BIGINT"), new("i", "BIGINT")];
        await _rig.WriteAsync(WriteMode.Append, Sql, fields, "B", "Day Of");

        await _rig.HoldsAsync(Sql, await _rig.ScanAsync());
        Assert.Equal(6, (await _rig.LoadAsync()).Files.Count);
    }

    [Fact]
    public async Task A_root_that_looks_like_a_partition_does_not_mislead()
    {
        const string Sql = "SELECT 1 AS i, 'x' AS p";
        IReadOnlyList<WrittenFile> files = await _rig.WriteFilesAsync(
            Sql, [new("i", "INTEGER"), new("p", "VARCHAR")], "p");
        await _rig.MoveInAsync(files, "p=wrong");
        DeltaTable table = new(_rig.Store, "p=wrong", _rig.Engine, TimeProvider.System, _rig.Ids);
        await table.CommitAsync(
            new TableWrite
            {
                Mode = WriteMode.Append,
                Fields = [new("i", "INTEGER"), new("p", "VARCHAR")],
                PartitionColumns = ["p"],
                Added = [.. files.Select(written => written.File)],
                Operation = "WRITE",
            },
            TestContext.Current.CancellationToken);
        TableSnapshot snapshot = (await table.LoadAsync(TestContext.Current.CancellationToken))!;

        string scan = await TableScan.SqlAsync(
            _rig.Connection, snapshot, snapshot.Files, _rig.Store, "p=wrong", TestContext.Current.CancellationToken);
        await _rig.HoldsAsync(Sql, scan);
    }

    /// <summary>The scan that tables of other writers get.</summary>
    private string AsForeign(TableSnapshot snapshot) => TableScan.Sql(
        snapshot.Fields,
        snapshot.PartitionColumns,
        [.. snapshot.Files.Select(file => new WrittenFile(Path.Join(_rig.TableDirectory, file.Path), file))]);
}
