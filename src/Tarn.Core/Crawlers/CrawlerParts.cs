using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Engine;
using Tarn.State;
using Tarn.Storage;

namespace Tarn.Crawlers;

/// <summary>What crawls of a lake work with.</summary>
public sealed record CrawlerParts
{
    public required Buckets Buckets { get; init; }

    public required DuckInstance Engine { get; init; }

    public required DocumentStore Documents { get; init; }

    public required CatalogStore Catalog { get; init; }

    public required LakeTables LakeTables { get; init; }

    /// <summary>Where each crawl may have a directory of its own while it runs.</summary>
    public required string ScratchDirectory { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required IIdSource IdSource { get; init; }
}
