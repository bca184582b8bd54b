using System.Collections.Concurrent;
using Tarn.State;

namespace Tarn.Storage.Events;

/// <summary>
/// Whom buckets tell of their objects: documents of the lake, which this process alone changes and therefore
/// remembers. Thread-safe.
/// </summary>
public sealed class NotificationStore(DocumentStore documents)
{
    private const string Folder = "notifications/";

    private readonly ConcurrentDictionary<string, NotificationConfiguration> _known = new(StringComparer.Ordinal);

    /// <summary>Reads those of all buckets, before anything else is asked.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (string name in await documents.ListAsync(Folder, cancellationToken))
        {
            if (await documents.ReadAsync(name, EventsJson.Default.NotificationConfiguration, cancellationToken)
                is { } found)
            {
                _known[name[Folder.Length..]] = found.Value;
            }
        }
    }

    /// <summary>All that anything starts, each once.</summary>
    public IReadOnlyList<string> Targets =>
        [.. _known.Values.SelectMany(found => found.Rules).Select(rule => rule.TargetName).Distinct()];

    /// <summary>Null when the bucket tells nobody.</summary>
    public NotificationConfiguration? Find(string bucket) => _known.GetValueOrDefault(bucket);

    /// <summary>In place of the one that is there; an empty one takes it away. Durable on return.</summary>
    public async Task SetAsync(
        string bucket, NotificationConfiguration configuration, CancellationToken cancellationToken)
    {
        if (configuration.IsEmpty)
        {
            await documents.DeleteAsync(Folder + bucket, cancellationToken);
            _known.TryRemove(bucket, out _);
            return;
        }

        await documents.PutAsync(
            Folder + bucket, configuration, EventsJson.Default.NotificationConfiguration, cancellationToken);
        _known[bucket] = configuration;
    }
}
