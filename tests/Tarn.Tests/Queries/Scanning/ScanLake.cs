using System.Globalization;
using Tarn.Cli.Hosting;
using Tarn.Engine;
using Tarn.Queries;
using Tarn.Queries.Scanning;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Scanning;

/// <summary>A lake whose files are so large that their footers do not matter.</summary>
public sealed class ScanLake : IAsyncLifetime
{
    private const int CsvRows = 50_000;

    private readonly LakeRig _lake = new()
    {
        LakeYaml = """
            version: 1
            name: scans
            zones: {raw: , staging: , curated: }
            tables:
              raw.texts:
                files: texts/*.csv
                columns: {id: bigint, word: varchar}
              raw.loose:
                files: loose/*.parquet
                columns: {id: bigint, place: 'STRUCT(x BIGINT, y VARCHAR)', at: timestamp}
            """,
    };

    private LakeHost? _host;

    public QueryRunner Queries => _host!.Queries;

    public async ValueTask InitializeAsync()
    {
        IEnumerable<string> more = Enumerable.Range(0, 14).Select(i => $"hash(i * {i + 3}) % 100000 AS c{i}");
        _lake.WriteModel(
            "staging.wide",
            "materialized: table",
            $"SELECT i AS id, TIMESTAMP '2024-01-01' + INTERVAL (i) SECOND AS moment, {string.Join(", ", more)}"
            + " FROM range(500000) t(i) ORDER BY id");
        _lake.WriteModel(
            "staging.parts",
            "materialized: table\npartition_by: [p]",
            "SELECT i AS id, hash(i) AS h, 'name ' || i AS name, i % 4 AS p FROM range(400000) t(i)");
        _lake.WriteModel("curated.halves", "materialized: view", "SELECT id, h FROM staging.parts WHERE p < 2");
        _lake.Write("data/raw/texts/a.csv", "id,word\n" + string.Concat(Enumerable.Range(0, CsvRows).Select(
            i => string.Create(CultureInfo.InvariantCulture, $"{i},word {i * 7919 % 10007}\n"))));
        await _lake.RunAsync();
        _host = await _lake.OpenAsync();
        using DuckConnection connection = _host.Engine.Connect();
        string loose = Path.Combine(_lake.Directory, "data", "raw", "loose");
        Directory.CreateDirectory(loose);
        await connection.ExecuteAsync(
            $$"""
            COPY (SELECT i AS id, {'x': hash(i), 'y': 'y' || i} AS place, TIMESTAMP '2024-01-01' AS at
            FROM range(300000) t(i)) TO {{SqlText.Literal(Path.Combine(loose, "a.parquet"))}} (FORMAT parquet)
            """,
            CancellationToken.None);
    }

    /// <summary>What is said beforehand, and what the engine then reads.</summary>
    public async Task<(IReadOnlyList<ScanEstimate> Tables, long Read)> MeasureAsync(
        string sql, IReadOnlyDictionary<string, object?> parameters)
    {
        IReadOnlyList<ScanEstimate> tables =
            await Queries.EstimateAsync(sql, parameters, asOf: null, CancellationToken.None);
        await using QueryExecution query = await Queries.Measuring().RunAsync(sql, parameters, CancellationToken.None);
        await foreach (RowBatch batch in query.Rows.ReadBatchesAsync(CancellationToken.None))
        {
            Assert.NotEqual(0, batch.RowCount);
        }

        return (tables, query.Statistics.BytesScanned!.Value);
    }

    public ValueTask DisposeAsync()
    {
        _host?.Dispose();
        _lake.Dispose();
        return ValueTask.CompletedTask;
    }
}
