using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Queries;
using Tarn.Queries.Errors;
using Tarn.Queries.Limits;
using Tarn.Queries.Statements;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Errors;

/// <summary>A lake whose statements fail.</summary>
public sealed class ErrorLake : IAsyncLifetime
{
    private static readonly Dictionary<string, object?> None = [];

    private readonly LakeRig _lake = new();
    private LakeHost? _host;

    public async ValueTask InitializeAsync()
    {
        _lake.WriteModel(
            "staging.orders",
            "materialized: table",
            """
            SELECT i AS id, 'a' || i AS name, i::DECIMAL(10, 2) AS amount, DATE '2024-01-01' AS day, ['x'] AS tags,
              map {'k': 1} AS m, {'a': 1} AS s
            FROM range(5) t(i)
            """);
        await _lake.RunAsync();
        _host = await _lake.OpenAsync();
        await StatementAsync("CREATE VIEW curated.names AS SELECT id, upper(name) AS name FROM staging.orders");
        await StatementAsync("CREATE TABLE staging.facts AS SELECT 1 AS id, 'a' AS name");
        await StatementAsync("CREATE TABLE staging.gone AS SELECT 1 AS id");
        await StatementAsync("CREATE VIEW curated.above AS SELECT id FROM staging.gone");
        await StatementAsync("CREATE VIEW curated.over AS SELECT id,\n  name FROM staging.facts");
        await StatementAsync(
            "CREATE VIEW curated.casts AS SELECT CAST(name AS double) AS a, CAST(day AS varchar) AS day "
                + "FROM staging.orders");
        await StatementAsync("DROP TABLE staging.gone");
        await StatementAsync("ALTER TABLE staging.facts REPLACE COLUMNS (id int)");
    }

    public ValueTask DisposeAsync()
    {
        _host?.Dispose();
        _lake.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The error that a statement ends with.</summary>
    public async Task<AthenaError> ErrorAsync(string sql, IReadOnlyDictionary<string, object?>? parameters = null) =>
        AthenaError.Of(await FailureAsync(sql, parameters, new QueryLimits(), SqlDialect.Athena), sql);

    public async Task<AthenaError> ErrorAsync(string sql, QueryLimits limits) =>
        AthenaError.Of(await FailureAsync(sql, null, limits, SqlDialect.Athena), sql);

    public Task<TarnException> FailureAsync(
        string sql, IReadOnlyDictionary<string, object?>? parameters, QueryLimits limits, SqlDialect dialect) =>
        Assert.ThrowsAnyAsync<TarnException>(async () =>
        {
            if (dialect == SqlDialect.DuckDb || StatementReader.Read(sql) is Statement.Query)
            {
                await ReadAsync(sql, parameters ?? None, limits, dialect);
            }
            else
            {
                await StatementAsync(sql);
            }
        });

    private async Task ReadAsync(
        string sql, IReadOnlyDictionary<string, object?> parameters, QueryLimits limits, SqlDialect dialect)
    {
        await using QueryExecution query = await _host!.Queries.In(dialect).Within(limits)
            .RunAsync(sql, parameters, CancellationToken.None);
        await foreach (RowBatch batch in query.Rows.ReadBatchesAsync(CancellationToken.None))
        {
            Assert.True(batch.RowCount > 0);
        }
    }

    private async Task StatementAsync(string sql)
    {
        using LakeLock owned = LakeLock.Acquire(_host!.StateDirectory);
        await _host.Statements.RunAsync(StatementReader.Read(sql), CancellationToken.None);
    }
}
