using System.IO.Compression;
using System.Text;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Jobs.Runs;
using Tarn.Queries;
using Tarn.Storage;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries;

/// <summary>A zone that is encrypted, as SQL, models and crawlers see it.</summary>
public sealed class EncryptedFilesTests : IDisposable
{
    private const string Secret = "unmistakable";

    private readonly LakeRig _lake = new("""
        zones:
          raw: {encryption: AES256}
          curated:
        tables:
          raw.people:
            files: people/*.csv
            columns: {id: integer, name: varchar}
          raw.trips:
            files: trips/*.parquet
            columns: {id: integer, name: varchar}

        """);

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Raw_tables_of_csv_and_parquet_are_queried()
    {
        await PutAsync("people/a.csv", $"id,name\n1,{Secret}\n2,\n");
        await PutParquetAsync("trips/a.parquet");

        Assert.Equal([$"1|{Secret}|people/a.csv|0"], await _lake.QueryAsync(
            "SELECT id, name, _file, _row FROM raw.people WHERE id = 1"));
        Assert.Equal(["3|1"], await _lake.QueryAsync("SELECT count(*), min(id) FROM raw.trips"));
        AssertNothingPlain();
    }

    [Fact]
    public async Task Bytes_scanned_are_those_of_the_content()
    {
        await PutParquetAsync("trips/a.parquet");
        using LakeHost host = await _lake.OpenAsync();
        await using QueryExecution query = await host.Queries.Measuring().RunAsync(
            "SELECT sum(id) FROM raw.trips", new Dictionary<string, object?>(), asOf: null, Cancellation);
        await foreach (Tarn.Engine.RowBatch batch in query.Rows.ReadBatchesAsync(Cancellation))
        {
            Assert.Equal(1, batch.RowCount);
        }

        long stored = new FileInfo(Path.Join(_lake.Directory, "data", "raw", "trips", "a.parquet")).Length;

        Assert.InRange(query.Statistics.BytesScanned ?? -1, 1, stored);
    }

    [Fact]
    public async Task A_model_reads_them_and_reads_only_what_is_new()
    {
        _lake.WriteModel(
            "curated.people",
            "materialized: incremental\nstrategy: append",
            "SELECT id, name FROM raw.people");
        await PutAsync("people/a.csv", "id,name\n1,a\n");
        Assert.Equal(RunState.Succeeded, (await _lake.RunOneAsync()).State);
        Assert.Equal(RunState.UpToDate, (await _lake.RunOneAsync()).State);
        await PutAsync("people/b.csv", "id,name\n2,b\n");
        await _lake.RunOneAsync();

        Assert.Equal(["1|a", "2|b"], await _lake.QueryAsync("SELECT * FROM curated.people ORDER BY id"));
    }

    [Fact]
    public async Task A_crawler_finds_tables_in_them_that_are_queried()
    {
        _lake.Write("crawlers/drops.yaml", "kind: crawler\ntargets:\n  - zone: raw\n    prefix: drops/\n");
        using MemoryStream packed = new();
        await using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes($"{{\"id\":1,\"name\":\"{Secret}\"}}\n{{\"id\":2,\"name\":null}}\n"));
        }

        await PutAsync("drops/events/day=1/a.json.gz", packed.ToArray());
        await PutAsync("drops/crowd/a.csv", $"id,name\n1,{Secret}\n2,x\n");
        await PutParquetAsync("drops/rides/a.parquet");
        using (LakeHost host = await _lake.OpenAsync())
        {
            CrawlReport report = await host.Crawlers.RunAsync(
                host.Definition.Crawlers[0], isDryRun: false, progress: null, Cancellation);
            Assert.Equal(3, report.Tables.Count);
            Assert.Empty(report.Junk);
        }

        Assert.Equal([$"1|{Secret}|1", "2|null|1"], await _lake.QueryAsync("SELECT * FROM raw.events ORDER BY id"));
        Assert.Equal([$"1|{Secret}"], await _lake.QueryAsync("SELECT * FROM raw.crowd WHERE id = 1"));
        Assert.Equal(["3"], await _lake.QueryAsync("SELECT count(*) FROM raw.rides"));
        AssertNothingPlain();
    }

    [Fact]
    public async Task What_statements_write_there_is_encrypted_and_delta_tables_are_refused()
    {
        await _lake.ExecuteAsync(
            "CREATE TABLE raw.made WITH (format = 'TEXTFILE', write_compression = 'NONE')"
            + $" AS SELECT '{Secret}' AS name");

        Assert.Equal([Secret], await _lake.QueryAsync("SELECT name FROM raw.made"));
        AssertNothingPlain();
        TarnException refused = await Assert.ThrowsAnyAsync<TarnException>(() => _lake.ExecuteAsync(
            $"CREATE TABLE raw.managed WITH (table_type = 'DELTA') AS SELECT '{Secret}' AS name"));
        Assert.Contains("encrypted", refused.Message, StringComparison.Ordinal);
        AssertNothingPlain();
    }

    [Fact]
    public async Task Too_little_scratch_is_told_by_name()
    {
        _lake.LakeYaml += "engine: {scratch: 1KB}\n";
        await PutAsync("people/a.csv", "id,name\n" + string.Concat(Enumerable.Repeat("1,abc\n", 500)));

        TarnException error = await Assert.ThrowsAnyAsync<TarnException>(
            () => _lake.QueryAsync("SELECT count(*) FROM raw.people"));

        Assert.Equal(ErrorCodes.OutOfMemory, error.Code);
        Assert.Contains("people/a.csv", error.Message, StringComparison.Ordinal);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task PutAsync(string key, string text) => PutAsync(key, Encoding.UTF8.GetBytes(text));

    private async Task PutAsync(string key, byte[] content)
    {
        using LakeHost host = await _lake.OpenAsync();
        await host.Buckets.Get("raw").PutAsync(key, content, PutCondition.None, Cancellation);
    }

    private async Task PutParquetAsync(string key)
    {
        using TemporaryDirectory local = new();
        string path = local.Sub("a.parquet");
        using LakeHost host = await _lake.OpenAsync();
        using (Tarn.Engine.DuckConnection connection = host.Engine.Connect())
        {
            await connection.ExecuteAsync(
                $"COPY (SELECT i::INTEGER AS id, '{Secret}' AS name FROM range(1, 4) t(i)) TO '{path}'"
                + " (FORMAT parquet)",
                Cancellation);
        }

        await host.Buckets.Get("raw").MoveInAsync(path, key, Cancellation);
    }

    /// <summary>No file of the lake but its definitions holds what is secret.</summary>
    private void AssertNothingPlain()
    {
        foreach (string path in Directory.EnumerateFiles(_lake.Directory, "*", SearchOption.AllDirectories))
        {
            Assert.False(File.ReadAllText(path).Contains(Secret, StringComparison.Ordinal), path);
        }
    }
}
