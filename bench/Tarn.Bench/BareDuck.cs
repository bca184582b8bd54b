using System.Diagnostics;
using Tarn.Engine;
using Tarn.Jobs;

namespace Tarn.Bench;

/// <summary>
/// The baseline: the models' own SELECTs in plain DuckDB over plain files, written with COPY, without checks told
/// apart, quarantine, statistics, log or fsync.
/// </summary>
internal sealed class BareDuck : IDisposable
{
    private readonly DuckInstance _instance;
    private readonly DuckConnection _connection;
    private readonly string _directory = Directory.CreateTempSubdirectory("tarn-bare-").FullName;

    public BareDuck(EngineOptions options)
    {
        _instance = DuckInstance.Open(options);
        _connection = _instance.Connect();
    }

    /// <summary>Names of the lake over the same raw files.</summary>
    public Task PrepareAsync(string rawTripsSql, string zonesFile) => _connection.ExecuteAsync(
        "CREATE SCHEMA raw; CREATE SCHEMA staging; CREATE SCHEMA curated;"
        + $"CREATE VIEW raw.trips AS {rawTripsSql};"
        + "CREATE VIEW raw.zones AS "
        + "SELECT LocationID AS location_id, Borough AS borough, Zone AS zone_name, service_zone "
        + $"FROM read_csv({SqlText.Literal(zonesFile)});",
        CancellationToken.None);

    /// <summary>Seconds that writing the model's rows takes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="filter">Rows to keep, as the checks do; empty keeps all.</param>
    public async Task<double> RunAsync(ModelDefinition model, string filter)
    {
        string target = Path.Combine(_directory, model.Table.Table);
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }

        string columns = "* EXCLUDE (_malformed, _is_duplicate, _month)";
        string select = model.PartitionBy.Count == 0 ? "*" : columns;
        string layout = model.PartitionBy.Count == 0 ? "" : $", PARTITION_BY ({string.Join(", ", model.PartitionBy)})";
        string file = model.PartitionBy.Count == 0 ? target + ".parquet" : target;
        long started = Stopwatch.GetTimestamp();
        await _connection.ExecuteAsync(
            $"COPY (SELECT {select} FROM (\n{model.Sql}\n) {filter}) TO {SqlText.Literal(file)} "
            + $"(FORMAT parquet, COMPRESSION snappy{layout})",
            CancellationToken.None);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        string glob = model.PartitionBy.Count == 0 ? file : Path.Combine(target, "**", "*.parquet");
        await _connection.ExecuteAsync(
            $"CREATE OR REPLACE VIEW {model.Table} AS FROM read_parquet({SqlText.Literal(glob)})",
            CancellationToken.None);
        return seconds;
    }

    /// <summary>Seconds of a query to its last row.</summary>
    public async Task<double> QueryAsync(string sql)
    {
        long started = Stopwatch.GetTimestamp();
        await _connection.QueryAllAsync(sql, CancellationToken.None);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public void Dispose()
    {
        _connection.Dispose();
        _instance.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
