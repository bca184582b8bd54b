using Tarn.Crawlers;
using Tarn.Engine;
using Xunit;

namespace Tarn.Tests.Crawlers;

/// <summary>Files of other formats than delimited text, from the drop to the query.</summary>
public sealed class CrawledFormatTests : IDisposable
{
    private readonly CrawlRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Formats_in_one_folder_are_tables_and_junk_is_reported_with_its_reason()
    {
        _rig.Drop("mix/a.csv", "id,n\n1,1\n");
        _rig.Drop("mix/b.csv", "id,n\n2,1\n");
        _rig.Drop("mix/a.json", "{\"x\":1}\n");
        _rig.Drop("mix/b.json", "{\"x\":2}\n");
        _rig.Drop("mix/noise.bin", [0, 1, 2, 3, 0, 0]);
        _rig.Drop("mix/empty.csv", "");

        CrawlReport report = await _rig.CrawlAsync();

        Assert.Equal(2, report.Tables.Count);
        Assert.Equal(["mix/empty.csv", "mix/noise.bin"], report.Junk.Select(junk => junk.Key).Order());
        string[] names = [.. report.Tables.Select(table => table.Name)];
        Assert.Equal(["2"], await _rig.QueryAsync($"SELECT count(*) FROM {names[0]}"));
        Assert.Equal(["2"], await _rig.QueryAsync($"SELECT count(*) FROM {names[1]}"));
    }

    [Fact]
    public async Task Parquet_types_come_from_every_footer()
    {
        await WriteParquetAsync("p/1.parquet", "SELECT 1::INTEGER AS id, {'a': 1} AS s, NULL::INTEGER AS f");
        await WriteParquetAsync("p/2.parquet", "SELECT 5000000000 AS id, {'a': 1.5::DOUBLE, 'b': 'x'} AS s, 1.5 AS f");
        _rig.Drop("p/cut.parquet", "PAR1 and no more"u8.ToArray());

        CrawlReport report = await _rig.CrawlAsync();

        Assert.Contains("footer", Assert.Single(report.Junk).Reason, StringComparison.Ordinal);
        Assert.Equal(
            "id bigint, s struct<a:double,b:string>, f decimal(11,1)", await _rig.ColumnsAsync("raw.p"));
        Assert.Equal(["1|1|null", "5000000000|1.5|x"],
            await _rig.QueryAsync("SELECT id, s.a, s.b FROM raw.p ORDER BY id"));
    }

    [Fact]
    public async Task Zstandard_is_read_by_the_engine()
    {
        await CopyAsync("z/a.csv.zst", "SELECT i AS id, 'x' AS t FROM range(10) r(i)", "FORMAT csv, COMPRESSION zstd");

        await _rig.CrawlAsync();

        Assert.Equal("id int, t string", await _rig.ColumnsAsync("raw.z"));
        Assert.Equal(["45"], await _rig.QueryAsync("SELECT sum(id) FROM raw.z"));
    }

    private Task WriteParquetAsync(string key, string sql) => CopyAsync(key, sql, "FORMAT parquet");

    private async Task CopyAsync(string key, string sql, string options)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_rig.PathOf(key))!);
        using DuckInstance engine = DuckInstance.Open(new EngineOptions { Threads = 1 });
        using DuckConnection connection = engine.Connect();
        await connection.ExecuteAsync(
            $"COPY ({sql}) TO {SqlText.Literal(_rig.PathOf(key))} ({options})", TestContext.Current.CancellationToken);
    }
}
