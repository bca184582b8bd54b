namespace Tarn.Protocols.Aws.Glue.Databases;

internal sealed record CreateDatabaseRequest
{
    public required DatabaseInput DatabaseInput { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

internal sealed record GetDatabaseRequest
{
    public required string Name { get; init; }
}

internal sealed record GetDatabaseResponse(DatabaseAnswer Database);

internal sealed record GetDatabasesRequest
{
    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record GetDatabasesResponse(IReadOnlyList<DatabaseAnswer> DatabaseList, string? NextToken);

internal sealed record UpdateDatabaseRequest
{
    public required string Name { get; init; }

    public required DatabaseInput DatabaseInput { get; init; }
}

internal sealed record DeleteDatabaseRequest
{
    public required string Name { get; init; }
}
