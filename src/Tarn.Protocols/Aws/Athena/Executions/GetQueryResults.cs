using System.Globalization;
using Tarn.Queries.Executions;
using Tarn.Queries.Executions.Results;

namespace Tarn.Protocols.Aws.Athena.Executions;

/// <summary>Gives the rows of a result, page by page.</summary>
internal static class GetQueryResults
{
    private const int RowsMax = 1000;
    private const string WrongState = "INVALID_QUERY_EXECUTION_STATE";

    public static async Task<GetQueryResultsResponse> RunAsync(
        GetQueryResultsRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        int rowsMax = PageSize.Of(request.MaxResults, RowsMax);
        ExecutionRecord record = await GetQueryExecutions.FindAsync(
            request.QueryExecutionId, parts, cancellationToken);
        ExecutionOutcome outcome = record.Outcome ?? throw NoResult(record);
        ResultPage page = await parts.Executions.ReadAsync(
            record, OffsetOf(request.NextToken), rowsMax, cancellationToken)
            ?? throw (request.NextToken is { } token
                ? AthenaErrors.Invalid($"Malformed nextPageToken {token}")
                : AthenaErrors.Invalid("RESULT_NOT_FOUND", "Could not find results"));
        return new GetQueryResultsResponse
        {
            UpdateCount = outcome.RowsChanged ?? (IsWithoutCount(record.Class) ? null : 0),
            ResultSet = new ResultSet(
                [.. page.Rows.Select(row => new ResultRow([.. row.Select(value => new Datum(value))]))],
                new ResultSetMetadata([.. outcome.Columns.Select(ColumnInfo.Of)])),
            NextToken = page.Next?.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static bool IsWithoutCount(StatementClass statement) =>
        statement.Type == "DDL" || statement.Form == ResultForm.TextWithHeader;

    private static long OffsetOf(string? token) =>
        token is null ? 0
        : long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out long offset) && offset > 0 ? offset
        : throw AthenaErrors.Invalid($"Malformed nextPageToken {token}");

    private static Wire.AwsException NoResult(ExecutionRecord record) => record.State switch
    {
        ExecutionState.Failed => AthenaErrors.Invalid(
            WrongState, "Query did not finish successfully. Final query state: FAILED"),
        ExecutionState.Cancelled => AthenaErrors.Invalid("RESULT_NOT_FOUND", "Could not find results"),
        _ => AthenaErrors.Invalid(
            WrongState,
            $"Query has not yet finished. Current state: {QueryExecutionStatus.NameOf(record.State)}"),
    };
}
