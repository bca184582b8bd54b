using Tarn.Engine;
using Tarn.Jobs;

namespace Tarn.Bench;

/// <summary>
/// The baseline: a model's own SELECT in plain DuckDB with its default settings over plain files, written with COPY.
/// No checks, quarantine, statistics, log or fsync.
/// </summary>
internal sealed class BareDuck : IDisposable
{
    private readonly DuckInstance _instance = DuckInstance.Open(new EngineOptions());
    private readonly DuckConnection _connection;
    private readonly string _directory = Directory.CreateTempSubdirectory("tarn-bare-").FullName;

    public BareDuck() => _connection = _instance.Connect();

    /// <summary>Names of the lake over the same raw files.</summary>
    public Task PrepareAsync(string rawTripsSql, string zonesFile) => _connection.ExecuteAsync(
        $"""
        CREATE SCHEMA raw; CREATE SCHEMA staging;
        CREATE VIEW raw.trips AS {rawTripsSql};
        CREATE VIEW raw.zones AS
        SELECT LocationID AS location_id, Borough AS borough, Zone AS zone_name, service_zone
        FROM read_csv({SqlText.Literal(zonesFile)});
        """,
        CancellationToken.None);

    /// <summary>Makes <c>staging.trips</c> mean these files.</summary>
    public Task UseStagedAsync(IEnumerable<string> paths) => _connection.ExecuteAsync(
        "CREATE OR REPLACE VIEW staging.trips AS "
        + $"FROM read_parquet([{SqlText.List(paths.Select(SqlText.Literal))}], hive_partitioning = true)",
        CancellationToken.None);

    /// <summary>Writes the model's rows.</summary>
    public Task<Cost> RunAsync(ModelDefinition model)
    {
        string target = Path.Combine(_directory, model.Table.Table);
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }

        string layout = model.PartitionBy.Count == 0 ? "" : $", PARTITION_BY ({string.Join(", ", model.PartitionBy)})";
        return Cost.OfAsync(() => _connection.ExecuteAsync(
            $"COPY (\n{model.Sql}\n) TO {SqlText.Literal(target)} (FORMAT parquet, COMPRESSION snappy{layout})",
            CancellationToken.None));
    }

    public Task QueryAsync(string sql) => _connection.QueryAllAsync(sql, CancellationToken.None);

    public async Task<object> ScalarAsync(string sql) =>
        (await _connection.ScalarAsync(sql, CancellationToken.None))!;

    public void Dispose()
    {
        _connection.Dispose();
        _instance.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
