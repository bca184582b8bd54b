using System.Text.Json;

namespace Tarn.Protocols.Aws.Glue.Tables;

/// <summary>Where the files of a table or partition are and how they are read.</summary>
internal sealed record StorageDescriptor
{
    public IReadOnlyList<Column>? Columns { get; init; }

    public string? Location { get; init; }

    public IReadOnlyList<string>? AdditionalLocations { get; init; }

    public string? InputFormat { get; init; }

    public string? OutputFormat { get; init; }

    public bool? Compressed { get; init; }

    public int? NumberOfBuckets { get; init; }

    public SerdeInfo? SerdeInfo { get; init; }

    public IReadOnlyList<string>? BucketColumns { get; init; }

    public JsonElement? SortColumns { get; init; }

    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    public JsonElement? SkewedInfo { get; init; }

    public bool? StoredAsSubDirectories { get; init; }

    public JsonElement? SchemaReference { get; init; }
}
