using System.Text.Json;

namespace Tarn.Protocols.Aws.Glue.Databases;

/// <summary>A database as clients get it.</summary>
internal sealed record DatabaseAnswer
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public string? LocationUri { get; init; }

    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    /// <summary>Null for one that is there without having been made: a zone.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    public JsonElement? CreateTableDefaultPermissions { get; init; }

    public JsonElement? TargetDatabase { get; init; }

    public required string CatalogId { get; init; }
}
