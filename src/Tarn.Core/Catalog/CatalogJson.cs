using System.Text.Json.Serialization;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Overlays;
using Tarn.Catalog.Partitions;

namespace Tarn.Catalog;

/// <summary>JSON of what the catalog keeps; docs/formats/catalog.md describes the documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(TableNameJson)])]
[JsonSerializable(typeof(StoredTable))]
[JsonSerializable(typeof(DroppedTable))]
[JsonSerializable(typeof(DatabaseEntry))]
[JsonSerializable(typeof(TableOverlay))]
[JsonSerializable(typeof(PartitionIndex))]
[JsonSerializable(typeof(PartitionChunk))]
[JsonSerializable(typeof(IReadOnlyList<string?>), TypeInfoPropertyName = "Texts")]
internal sealed partial class CatalogJson : JsonSerializerContext;
