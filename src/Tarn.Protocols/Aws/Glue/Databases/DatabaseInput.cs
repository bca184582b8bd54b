using System.Text.Json;

namespace Tarn.Protocols.Aws.Glue.Databases;

/// <summary>A database as clients describe it.</summary>
internal sealed record DatabaseInput
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? LocationUri { get; init; }

    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    public JsonElement? CreateTableDefaultPermissions { get; init; }

    public JsonElement? TargetDatabase { get; init; }
}
