namespace Tarn.Protocols.Aws.Glue.Tables;

internal sealed record CreateTableRequest
{
    public required string DatabaseName { get; init; }

    public required TableInput TableInput { get; init; }
}

internal sealed record GetTableRequest
{
    public required string DatabaseName { get; init; }

    public required string Name { get; init; }
}

internal sealed record GetTableResponse(TableAnswer Table);

internal sealed record GetTablesRequest
{
    public required string DatabaseName { get; init; }

    public string? Expression { get; init; }

    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record GetTablesResponse(IReadOnlyList<TableAnswer> TableList, string? NextToken);

internal sealed record UpdateTableRequest
{
    public required string DatabaseName { get; init; }

    public required TableInput TableInput { get; init; }

    /// <summary>The version the change was made from.</summary>
    public string? VersionId { get; init; }
}

internal sealed record DeleteTableRequest
{
    public required string DatabaseName { get; init; }

    public required string Name { get; init; }
}

internal sealed record BatchDeleteTableRequest
{
    public required string DatabaseName { get; init; }

    public required IReadOnlyList<string> TablesToDelete { get; init; }
}

internal sealed record BatchDeleteTableResponse(IReadOnlyList<TableError> Errors);

internal sealed record TableError(string TableName, ErrorDetail ErrorDetail);

internal sealed record GetTableVersionRequest
{
    public required string DatabaseName { get; init; }

    public required string TableName { get; init; }

    public string? VersionId { get; init; }
}

internal sealed record GetTableVersionResponse(TableVersion TableVersion);

internal sealed record GetTableVersionsRequest
{
    public required string DatabaseName { get; init; }

    public required string TableName { get; init; }

    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record GetTableVersionsResponse(IReadOnlyList<TableVersion> TableVersions, string? NextToken);

internal sealed record TableVersion(TableAnswer Table, string VersionId);

internal sealed record SearchTablesRequest
{
    public IReadOnlyList<PropertyPredicate>? Filters { get; init; }

    public string? SearchText { get; init; }

    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record SearchTablesResponse(IReadOnlyList<TableAnswer> TableList, string? NextToken);

internal sealed record PropertyPredicate
{
    public string? Key { get; init; }

    public string? Value { get; init; }

    public string? Comparator { get; init; }
}
