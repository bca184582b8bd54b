using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Crawlers.Background;
using Tarn.Flows;
using Tarn.Jobs.Background;
using Tarn.Queries;
using Tarn.Storage;

namespace Tarn.Protocols.Aws.Glue;

/// <summary>What Glue's operations work on.</summary>
public sealed record GlueParts
{
    /// <summary>Tables that can be changed.</summary>
    public required CatalogStore Entries { get; init; }

    /// <summary>All tables.</summary>
    public required TableCatalog Tables { get; init; }

    /// <summary>Runs SQL over them.</summary>
    public required QueryRunner Queries { get; init; }

    public required Buckets Buckets { get; init; }

    /// <summary>Runs crawlers in the background.</summary>
    public required CrawlerService Crawlers { get; init; }

    /// <summary>Runs jobs in the background.</summary>
    public required JobService Jobs { get; init; }

    /// <summary>Starts jobs and crawlers by triggers.</summary>
    public required TriggerService Triggers { get; init; }

    public required TimeProvider TimeProvider { get; init; }
}
