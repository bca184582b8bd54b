using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Queries.Limits;
using Tarn.Tables;

namespace Tarn.Queries.Isolation;

/// <summary>
/// Has a worker run a statement, and gives one in its place that reads what the worker wrote. Nothing of the statement
/// is parsed here.
/// </summary>
internal sealed class IsolatedBinder(
    DuckInstance engine, WorkerPool workers, SqlDialect dialect, QueryLimits limits, bool isMeasuring)
{
    /// <param name="task">What is wanted of the statement.</param>
    /// <param name="query">One SELECT.</param>
    /// <param name="scratch">A directory of this statement alone.</param>
    /// <param name="cancellationToken">Kills the worker.</param>
    public async Task<BoundStatement> BindAsync(
        WorkerTask task, QueryRequest query, string scratch, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(scratch);
        try
        {
            WorkerRequest request = new()
            {
                Task = task,
                Sql = query.Sql,
                Dialect = dialect,
                Parameters = await ParameterText.OfAllAsync(query.Parameters, engine, cancellationToken),
                Limits = limits,
                IsMeasuring = isMeasuring,
                ResultPath = Path.Combine(scratch, "result.duckdb"),
                Version = (query.AsOf as AsOf.Version)?.Number,
                Moment = (query.AsOf as AsOf.Moment)?.At,
            };
            WorkerResponse response = await workers.RunAsync(request, cancellationToken);
            if (response.Error is { } error)
            {
                throw error.ToException();
            }

            ResultScope scope = await ResultScope.OpenAsync(
                engine, response, task == WorkerTask.Estimate ? null : request.ResultPath, scratch, cancellationToken);
            return new BoundStatement(scope, DialectStatement.Of(scope.Sql, SqlDialect.DuckDb), response.Inputs);
        }
        catch
        {
            Remove(scratch);
            throw;
        }
    }

    private static void Remove(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
