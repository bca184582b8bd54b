using System.Text.Json.Serialization;
using Tarn.Crawlers.Background;
using Tarn.Crawlers.Inference;
using Tarn.Crawlers.Stored;
using Tarn.Crawlers.Watching;

namespace Tarn.Crawlers.Memory;

/// <summary>How documents of crawlers are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CrawlerIndex))]
[JsonSerializable(typeof(ObjectChunk))]
[JsonSerializable(typeof(FileSchema))]
[JsonSerializable(typeof(CrawlRecord))]
[JsonSerializable(typeof(OpenCrawl))]
[JsonSerializable(typeof(CrawledArrivals))]
[JsonSerializable(typeof(StoredCrawler))]
internal sealed partial class CrawlersJson : JsonSerializerContext;
