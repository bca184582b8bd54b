using System.Text.Json.Serialization;
using Tarn.Crawlers.Inference;

namespace Tarn.Crawlers.Memory;

/// <summary>How documents of crawlers are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CrawlerIndex))]
[JsonSerializable(typeof(ObjectChunk))]
[JsonSerializable(typeof(FileSchema))]
internal sealed partial class CrawlersJson : JsonSerializerContext;
