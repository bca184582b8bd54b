using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Crawlers.Background;
using Tarn.Jobs.Background;
using Tarn.Protocols.Aws.Athena;
using Tarn.Queries;
using Tarn.Security;
using Tarn.State;
using Tarn.Storage;

namespace Tarn.Protocols.Aws;

/// <summary>What of a lake the AWS protocols work on.</summary>
public sealed record AwsParts
{
    public required AccessKeys Keys { get; init; }

    public required Buckets Buckets { get; init; }

    public required DocumentStore Documents { get; init; }

    /// <summary>Tables that can be changed.</summary>
    public required CatalogStore Entries { get; init; }

    /// <summary>All tables.</summary>
    public required TableCatalog Tables { get; init; }

    /// <summary>Runs SQL over them.</summary>
    public required QueryRunner Queries { get; init; }

    /// <summary>Runs crawlers in the background.</summary>
    public required CrawlerService Crawlers { get; init; }

    /// <summary>Runs jobs in the background.</summary>
    public required JobService Jobs { get; init; }

    /// <summary>The lake's <c>.tarn</c>.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>What Athena's operations work on.</summary>
    public required AthenaParts Athena { get; init; }

    public required IIdSource IdSource { get; init; }

    public required TimeProvider TimeProvider { get; init; }
}
