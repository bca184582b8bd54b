using Tarn.Queries.Executions;

namespace Tarn.Protocols.Aws.Athena.Executions;

/// <summary>An execution as Athena shows it.</summary>
internal sealed record QueryExecutionDetail
{
    private const string Catalog = "awsdatacatalog";

    public required string QueryExecutionId { get; init; }

    public required string Query { get; init; }

    public required string StatementType { get; init; }

    public string? SubstatementType { get; init; }

    public required ResultConfiguration ResultConfiguration { get; init; }

    public required ResultReuseConfiguration ResultReuseConfiguration { get; init; }

    public required QueryExecutionContext QueryExecutionContext { get; init; }

    public required QueryExecutionStatus Status { get; init; }

    public required QueryExecutionStatistics Statistics { get; init; }

    public required string WorkGroup { get; init; }

    public required EngineVersion EngineVersion { get; init; }

    public IReadOnlyList<string>? ExecutionParameters { get; init; }

    public static QueryExecutionDetail Of(ExecutionRecord record) => new()
    {
        QueryExecutionId = record.Id,
        Query = record.Sql,
        StatementType = record.Class.Type,
        SubstatementType = record.Class.Subtype,
        ResultConfiguration = new ResultConfiguration { OutputLocation = record.Place.Uri },
        ResultReuseConfiguration = new ResultReuseConfiguration
        {
            ResultReuseByAgeConfiguration = new ResultReuseByAgeConfiguration
            {
                Enabled = record.ReuseAgeMax is not null,
                MaxAgeInMinutes = (int?)record.ReuseAgeMax?.TotalMinutes,
            },
        },
        QueryExecutionContext = new QueryExecutionContext
        {
            Database = record.Database,
            Catalog = record.Database is null ? null : Catalog,
        },
        Status = QueryExecutionStatus.Of(record),
        Statistics = QueryExecutionStatistics.Of(record),
        WorkGroup = record.WorkGroup,
        EngineVersion = EngineVersion.Current,
        ExecutionParameters = record.Parameters.Count == 0 ? null : record.Parameters,
    };
}
