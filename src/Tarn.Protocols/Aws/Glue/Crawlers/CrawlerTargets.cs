using System.Text.Json;

namespace Tarn.Protocols.Aws.Glue.Crawlers;

/// <summary>What a crawler looks at; of other kinds than the first two only whether there are any.</summary>
internal sealed record CrawlerTargets
{
    public IReadOnlyList<CrawlerTarget>? S3Targets { get; init; }

    public IReadOnlyList<DeltaTarget>? DeltaTargets { get; init; }

    public IReadOnlyList<JsonElement>? JdbcTargets { get; init; }

    public IReadOnlyList<JsonElement>? MongoDBTargets { get; init; }

    public IReadOnlyList<JsonElement>? DynamoDBTargets { get; init; }

    public IReadOnlyList<JsonElement>? CatalogTargets { get; init; }

    public IReadOnlyList<JsonElement>? IcebergTargets { get; init; }

    public IReadOnlyList<JsonElement>? HudiTargets { get; init; }
}

internal sealed record CrawlerTarget
{
    public string? Path { get; init; }

    public IReadOnlyList<string>? Exclusions { get; init; }

    public string? ConnectionName { get; init; }

    public int? SampleSize { get; init; }

    public string? EventQueueArn { get; init; }

    public string? DlqEventQueueArn { get; init; }
}

/// <summary>Delta tables at their places.</summary>
internal sealed record DeltaTarget
{
    public IReadOnlyList<string>? DeltaTables { get; init; }

    public string? ConnectionName { get; init; }

    public bool? WriteManifest { get; init; }

    public bool? CreateNativeDeltaTable { get; init; }
}
