using System.Collections.Concurrent;
using Tarn.Storage.Lifecycle;

namespace Tarn.Protocols.Aws.S3.LifecycleRules;

/// <summary>
/// Lifecycle configurations, each read once: every answer about an object asks for its bucket's. Nobody else changes
/// them while the lake is served.
/// </summary>
internal sealed class KnownLifecycles(LifecycleStore store)
{
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>Null when the bucket has none.</summary>
    public async Task<LifecycleConfiguration?> GetAsync(string bucket, CancellationToken cancellationToken) =>
        (await ReadAsync(bucket, cancellationToken)).Configuration;

    /// <summary>Null when the bucket has none.</summary>
    public async Task<LifecycleEvaluator?> GetEvaluatorAsync(string bucket, CancellationToken cancellationToken) =>
        (await ReadAsync(bucket, cancellationToken)).Evaluator;

    public async Task SetAsync(
        string bucket, LifecycleConfiguration configuration, CancellationToken cancellationToken)
    {
        await store.SetAsync(bucket, configuration, cancellationToken);
        _known[bucket] = Known.Of(configuration);
    }

    public async Task DeleteAsync(string bucket, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(bucket, cancellationToken);
        _known[bucket] = Known.Of(configuration: null);
    }

    private async Task<Known> ReadAsync(string bucket, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(bucket, out Known? known))
        {
            return known;
        }

        // One that was set while this was read is there already, and stays.
        Known read = Known.Of(await store.GetAsync(bucket, cancellationToken));
        return _known.GetOrAdd(bucket, read);
    }

    private sealed record Known(LifecycleConfiguration? Configuration, LifecycleEvaluator? Evaluator)
    {
        public static Known Of(LifecycleConfiguration? configuration) =>
            new(configuration, configuration is null ? null : new LifecycleEvaluator(configuration));
    }
}
