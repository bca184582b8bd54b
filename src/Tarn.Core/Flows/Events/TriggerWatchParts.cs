using Tarn.Common;
using Tarn.Crawlers.Background;
using Tarn.Jobs.Background;
using Tarn.Observability;
using Tarn.State;
using Tarn.Storage.Events;

namespace Tarn.Flows.Events;

/// <summary>What a <see cref="TriggerWatch"/> is made of.</summary>
public sealed record TriggerWatchParts
{
    public required TriggerService Triggers { get; init; }

    public required JobService Jobs { get; init; }

    public required CrawlerService Crawlers { get; init; }

    /// <summary>Tell of what ends.</summary>
    public required WorkListeners Listeners { get; init; }

    /// <summary>What buckets were told to send: to workflows, too.</summary>
    public required NotificationStore Notifications { get; init; }

    /// <summary>Where the log of a managed table is; null: there is no such table.</summary>
    public required Func<string, (string Bucket, string Prefix)?> FindTableLog { get; init; }

    public required DocumentStore Documents { get; init; }

    /// <summary>The lake's <c>.tarn</c>.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Told of what cannot be started or kept.</summary>
    public required Action<TarnException> Failed { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required IIdSource IdSource { get; init; }
}
