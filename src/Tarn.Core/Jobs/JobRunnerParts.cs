using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Lineage.Events;
using Tarn.Jobs.Privacy;
using Tarn.Jobs.Runs;
using Tarn.Observability;
using Tarn.Sources;
using Tarn.Sources.Feeds;
using Tarn.Sources.Reading;
using Tarn.State;
using Tarn.Storage;

namespace Tarn.Jobs;

/// <summary>What a <see cref="JobRunner"/> is made of.</summary>
public sealed record JobRunnerParts
{
    /// <summary>All models, in dependency order.</summary>
    public required IReadOnlyList<ModelDefinition> Models { get; init; }

    /// <summary>All sources.</summary>
    public IReadOnlyList<SourceDefinition> Sources { get; init; } = [];

    /// <summary>Those that read sources, one for each type.</summary>
    public IReadOnlyList<ISourceConnector> Connectors { get; init; } = [];

    /// <summary>Those that fetch feeds, one for each type of source.</summary>
    public IReadOnlyList<IFeedReader> FeedReaders { get; init; } = [];

    public required DuckInstance Instance { get; init; }

    public required TableCatalog Catalog { get; init; }

    public required Buckets Buckets { get; init; }

    public required DocumentStore Documents { get; init; }

    public required BookmarkStore Bookmarks { get; init; }

    /// <summary>For <see cref="Instance"/>.</summary>
    public required Pseudonyms Pseudonyms { get; init; }

    public required RunHistory History { get; init; }

    /// <summary>Where runs tell of their lineage; null for nowhere.</summary>
    public LineageSettings? Lineage { get; init; }

    /// <summary>Those under way in this process.</summary>
    public LiveRuns Live { get; init; } = new();

    /// <summary>Who wants to know how runs end.</summary>
    public WorkListeners Listeners { get; init; } = new();

    /// <summary>Who may run.</summary>
    public required ILakeTurns Turns { get; init; }

    /// <summary>The lake's <c>.tarn</c>.</summary>
    public required string StateDirectory { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required IIdSource IdSource { get; init; }
}
