namespace Tarn.Protocols.Aws.Glue.Statistics;

internal sealed record TableStatisticsRequest
{
    public required string DatabaseName { get; init; }

    public required string TableName { get; init; }

    public required IReadOnlyList<string> ColumnNames { get; init; }
}

internal sealed record PartitionStatisticsRequest
{
    public required string DatabaseName { get; init; }

    public required string TableName { get; init; }

    public required IReadOnlyList<string> PartitionValues { get; init; }

    public required IReadOnlyList<string> ColumnNames { get; init; }
}

internal sealed record StatisticsResponse(IReadOnlyList<Empty> ColumnStatisticsList, IReadOnlyList<Empty> Errors);
