using System.Text.Json.Serialization;
using Tarn.Catalog.Entries;

namespace Tarn.Catalog.Transfer;

/// <summary>JSON of exports, for people to read and to compare: indented, in a fixed order.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(TableNameJson)])]
[JsonSerializable(typeof(CatalogDocument))]
internal sealed partial class CatalogTextJson : JsonSerializerContext;
