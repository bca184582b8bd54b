using Tarn.Catalog.Entries;
using Xunit;

namespace Tarn.Tests.Catalog.External;

/// <summary>Tables of the catalog with more files than a statement should spell out.</summary>
public sealed class ManyExternalFilesTests : IDisposable
{
    private const int Partitions = 120;
    private const string Sql = "SELECT count(*), sum(id), sum(k), count(city) FROM raw.t";

    private static readonly ColumnEntry[] IdAndCity = [new("id", "bigint"), new("city", "string")];

    private readonly ExternalRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(DataFormat.Csv, "id,city\n3,Rome\n")]
    [InlineData(DataFormat.JsonLines, """{"id": 3, "city": "Rome"}""")]
    [InlineData(DataFormat.JsonArray, """[{"id": 3, "city": "Rome"}]""")]
    [InlineData(DataFormat.Grok, "3 Rome\n")]
    public async Task Texts_of_many_files_get_the_values_of_their_partitions(DataFormat format, string content)
    {
        foreach (int k in Enumerable.Range(0, Partitions))
        {
            _rig.Drop($"t/k={k}/a", content);
        }

        TableEntry table = Table(format);
        await _rig.CreateAsync(
            table with { Storage = table.Storage! with { Grok = new GrokFormat("%{INT:id} %{WORD:city}") } },
            Entries());

        Assert.Equal(["120|360|7140|120"], await _rig.Lake.QueryAsync(Sql));
        Assert.Equal(["110|330|7095|110"], await _rig.Lake.QueryAsync($"{Sql} WHERE k >= 10"));
    }

    [Fact]
    public async Task Many_parquet_files_of_two_shapes_read_as_one_table()
    {
        await _rig.DropParquetAsync("new", "SELECT 3::BIGINT AS id, 'Rome' AS city");
        await _rig.DropParquetAsync("old", "SELECT 2::INTEGER AS id");
        foreach (string shape in (string[])["new", "old"])
        {
            byte[] content = await File.ReadAllBytesAsync(
                Path.Combine(_rig.Lake.Directory, "data", ExternalRig.Bucket, shape),
                TestContext.Current.CancellationToken);
            foreach (int k in Enumerable.Range(0, Partitions))
            {
                _rig.DropBytes($"t/k={k}/{shape}", content);
            }
        }

        await _rig.CreateAsync(Table(DataFormat.Parquet), Entries());

        Assert.Equal(["240|600|14280|120"], await _rig.Lake.QueryAsync(Sql));
        Assert.Equal(
            ["240"], await _rig.Lake.QueryAsync("SELECT count(*) FROM raw.t a JOIN raw.t b USING (k, id)"));
    }

    private static TableEntry Table(DataFormat format) =>
        ExternalRig.Table(format, IdAndCity, new ColumnEntry("k", "int"));

    private static PartitionEntry[] Entries() =>
        [.. Enumerable.Range(0, Partitions).Select(k => new PartitionEntry([$"{k}"], $"t/k={k}/"))];
}
