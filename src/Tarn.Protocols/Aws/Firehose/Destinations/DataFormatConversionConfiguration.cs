using System.Text.Json;

namespace Tarn.Protocols.Aws.Firehose.Destinations;

/// <summary>Delivery as Parquet with the columns of a table of the catalog.</summary>
internal sealed record DataFormatConversionConfiguration
{
    public bool? Enabled { get; init; }

    public SchemaConfiguration? SchemaConfiguration { get; init; }

    public InputFormatConfiguration? InputFormatConfiguration { get; init; }

    public OutputFormatConfiguration? OutputFormatConfiguration { get; init; }
}

internal sealed record SchemaConfiguration
{
    public string? RoleARN { get; init; }

    public string? CatalogId { get; init; }

    public string? DatabaseName { get; init; }

    public string? TableName { get; init; }

    public string? Region { get; init; }

    public string? VersionId { get; init; }
}

internal sealed record InputFormatConfiguration
{
    public Deserializer? Deserializer { get; init; }
}

/// <summary>The options of each are kept and given back; those that would change something are refused.</summary>
internal sealed record Deserializer
{
    public JsonElement? OpenXJsonSerDe { get; init; }

    public JsonElement? HiveJsonSerDe { get; init; }
}

internal sealed record OutputFormatConfiguration
{
    public Serializer? Serializer { get; init; }
}

internal sealed record Serializer
{
    public JsonElement? ParquetSerDe { get; init; }

    public JsonElement? OrcSerDe { get; init; }
}
