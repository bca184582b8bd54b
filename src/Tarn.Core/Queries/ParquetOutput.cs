using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Queries.Limits;

namespace Tarn.Queries;

/// <summary>Writes the rows of a statement to a Parquet file, which appears whole or not at all.</summary>
/// <param name="queries">Binds the statement, and says what it may take.</param>
internal sealed class ParquetOutput(QueryRunner queries)
{
    private const string CopyStart = "COPY (";
    private const string PartialSuffix = ".partial";

    /// <param name="request">One SELECT.</param>
    /// <param name="clock">Of the statement; has begun.</param>
    /// <param name="path">Is replaced when it is there.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    public async Task<WrittenResult> WriteAsync(
        QueryRequest request, StatementClock clock, string path, CancellationToken cancellationToken)
    {
        BoundStatement bound = await queries.BindAsync(request, cancellationToken);
        await using IReadScope scope = bound.Scope;
        TimeSpan planTime = clock.Elapsed;
        scope.Connection.IsProfiling = queries is { IsMeasuring: true, IsIsolated: false };
        try
        {
            long rows = await CopyAsync(bound, request.Parameters, path + PartialSuffix, cancellationToken);
            queries.Limits.CheckRows(rows);
            QueryStatistics statistics = StatisticsOf(scope, rows, planTime, clock.Elapsed);
            scope.Connection.IsProfiling = false;
            QueryOmissions omissions = await QueryOmissions.OfAsync(scope, cancellationToken);
            DurableFile.MoveReplace(path + PartialSuffix, path);
            return new WrittenResult(rows, omissions, statistics);
        }
        finally
        {
            File.Delete(path + PartialSuffix);
        }
    }

    private async Task<long> CopyAsync(
        BoundStatement bound,
        IReadOnlyDictionary<string, object?> parameters,
        string path,
        CancellationToken cancellationToken)
    {
        // One row more than allowed tells that there are too many.
        (string before, string after) = queries.Limits.RowsMax is long rowsMax and < long.MaxValue
            ? (CopyStart + "FROM (", $") LIMIT {rowsMax + 1}")
            : (CopyStart, "");
        string target = $"{after}) TO {SqlText.Literal(path)} (FORMAT parquet)";
        try
        {
            return await bound.Scope.Connection.ExecuteAsync(
                $"{before}{bound.Statement.Sql}\n{target}", parameters, cancellationToken);
        }
        catch (EngineException exception)
        {
            throw bound.Statement.Locate(exception, before.Length);
        }
    }

    private QueryStatistics StatisticsOf(IReadScope scope, long rows, TimeSpan planTime, TimeSpan elapsed) => new()
    {
        Rows = rows,
        PlanSeconds = planTime.TotalSeconds,
        RunSeconds = (elapsed - planTime).TotalSeconds,
        BytesScanned = scope.BytesScanned,
        Dollars = scope.BytesScanned is long bytes ? queries.Price.DollarsOf(bytes) : null,
        Tables = scope.Scanned,
    };
}
