using Tarn.Common;
using Tarn.Protocols.Aws.Wire;
using Tarn.Queries.Executions;

namespace Tarn.Protocols.Aws.Athena.Executions;

/// <summary>Takes a statement for execution.</summary>
internal static class StartQueryExecution
{
    private const int DefaultReuseMinutes = 60;

    public static async Task<StartQueryExecutionResponse> RunAsync(
        StartQueryExecutionRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        if (request.QueryString.Length == 0)
        {
            throw AthenaErrors.Invalid("queryString is null or empty");
        }

        ExecutionRequest wanted = new()
        {
            Sql = request.QueryString,
            Database = request.QueryExecutionContext?.Database?.ToLowerInvariant(),
            WorkGroup = request.WorkGroup ?? Queries.Executions.WorkGroups.WorkGroup.Primary,
            OutputLocation = request.ResultConfiguration?.OutputLocation,
            Parameters = request.ExecutionParameters ?? [],
            ReuseAgeMax = ReuseAge(request.ResultReuseConfiguration?.ResultReuseByAgeConfiguration),
            Token = request.ClientRequestToken,
        };
        try
        {
            string? id = await parts.Executions.StartAsync(wanted, cancellationToken);
            return new StartQueryExecutionResponse(id ?? throw TooMany());
        }
        catch (TarnException exception) when (AthenaErrors.IsOfStatement(exception))
        {
            throw AthenaErrors.OfStatement(exception, request.QueryString);
        }
    }

    private static TimeSpan? ReuseAge(ResultReuseByAgeConfiguration? configuration) =>
        configuration is { Enabled: true }
            ? TimeSpan.FromMinutes(configuration.MaxAgeInMinutes ?? DefaultReuseMinutes)
            : null;

    private static AwsException TooMany() => new(
        "TooManyRequestsException", "You have exceeded the limit for the number of queries you can run concurrently.")
    {
        Details = [new("Reason", "CONCURRENT_QUERY_LIMIT_EXCEEDED")],
    };
}
