namespace Tarn.Protocols.Aws.Athena.Catalogs;

internal sealed record GetDataCatalogRequest
{
    public required string Name { get; init; }
}

internal sealed record GetDataCatalogResponse(DataCatalog DataCatalog);

internal sealed record DataCatalog(
    string Name, string Description, string Type, IReadOnlyDictionary<string, string> Parameters);

internal sealed record ListDataCatalogsResponse(IReadOnlyList<DataCatalogSummary> DataCatalogsSummary);

internal sealed record DataCatalogSummary(string CatalogName, string Type);

internal sealed record ListDatabasesRequest
{
    public required string CatalogName { get; init; }

    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record ListDatabasesResponse(IReadOnlyList<Database> DatabaseList, string? NextToken);

internal sealed record GetDatabaseRequest
{
    public required string CatalogName { get; init; }

    public required string DatabaseName { get; init; }
}

internal sealed record GetDatabaseResponse(Database Database);

internal sealed record Database(string Name, string? Description, IReadOnlyDictionary<string, string>? Parameters);

internal sealed record ListTableMetadataRequest
{
    public required string CatalogName { get; init; }

    public required string DatabaseName { get; init; }

    /// <summary>A regular expression that names must match whole.</summary>
    public string? Expression { get; init; }

    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record ListTableMetadataResponse(IReadOnlyList<TableMetadata> TableMetadataList, string? NextToken);

internal sealed record GetTableMetadataRequest
{
    public required string CatalogName { get; init; }

    public required string DatabaseName { get; init; }

    public required string TableName { get; init; }
}

internal sealed record GetTableMetadataResponse(TableMetadata TableMetadata);

internal sealed record TableMetadata
{
    public required string Name { get; init; }

    public DateTimeOffset? CreateTime { get; init; }

    public required string TableType { get; init; }

    public required IReadOnlyList<Column> Columns { get; init; }

    public required IReadOnlyList<Column> PartitionKeys { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }
}

internal sealed record Column(string Name, string Type, string? Comment);
