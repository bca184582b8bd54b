using Tarn.Catalog.Entries;
using Tarn.Crawlers.Inference;

namespace Tarn.Crawlers.Grouping;

/// <summary>A table as the files say it should be.</summary>
internal sealed record TablePlan
{
    public required string Bucket { get; init; }

    /// <summary>Of its keys; the key itself for a table of one file.</summary>
    public required string Prefix { get; init; }

    /// <summary>What it is named after.</summary>
    public required string BaseName { get; init; }

    public required FileSchema Schema { get; init; }

    public IReadOnlyList<SchemaColumn> PartitionKeys { get; init; } = [];

    public IReadOnlyList<PartitionEntry> Partitions { get; init; } = [];

    public IReadOnlyList<string> Suffixes { get; init; } = [];

    public IReadOnlyList<string> Exclusions { get; init; } = [];

    /// <summary>What stays the same from crawl to crawl, whatever name the table got.</summary>
    public string Identity => $"{Bucket}/{Prefix}#{BaseName}";
}
