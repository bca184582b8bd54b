using Tarn.Queries.Executions.Results;

namespace Tarn.Protocols.Aws.Athena.Executions;

internal sealed record GetQueryResultsRequest
{
    public required string QueryExecutionId { get; init; }

    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record GetQueryResultsResponse
{
    public long? UpdateCount { get; init; }

    public required ResultSet ResultSet { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record ResultSet(IReadOnlyList<ResultRow> Rows, ResultSetMetadata ResultSetMetadata);

internal sealed record ResultRow(IReadOnlyList<Datum> Data);

/// <param name="VarCharValue">Left out for null.</param>
internal sealed record Datum(string? VarCharValue);

internal sealed record ResultSetMetadata(IReadOnlyList<ColumnInfo> ColumnInfo);

internal sealed record ColumnInfo
{
    public required string CatalogName { get; init; }

    public required string SchemaName { get; init; }

    public required string TableName { get; init; }

    public required string Name { get; init; }

    public required string Label { get; init; }

    public required string Type { get; init; }

    public required int Precision { get; init; }

    public required int Scale { get; init; }

    public required string Nullable { get; init; }

    public required bool CaseSensitive { get; init; }

    public static ColumnInfo Of(OutputColumn column) => new()
    {
        CatalogName = "hive",
        SchemaName = "",
        TableName = "",
        Name = column.Name,
        Label = column.Name,
        Type = column.Type,
        Precision = column.Precision,
        Scale = column.Scale,
        Nullable = "UNKNOWN",
        CaseSensitive = column.IsCaseSensitive,
    };
}
