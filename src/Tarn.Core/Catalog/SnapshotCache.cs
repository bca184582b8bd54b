using System.Collections.Concurrent;
using Tarn.Tables;

namespace Tarn.Catalog;

/// <summary>
/// Keeps the newest snapshot of each table, so that a log is read again only when it has changed: the models of a run
/// and the queries of a server mostly read the same few tables. Thread-safe.
/// </summary>
internal sealed class SnapshotCache
{
    private readonly ConcurrentDictionary<string, (TableSnapshot Snapshot, string Mark)> _newest = new();

    /// <summary>The table's newest snapshot, or null when there is no table.</summary>
    public async Task<TableSnapshot?> LoadAsync(string name, DeltaTable table, CancellationToken cancellationToken)
    {
        if (_newest.TryGetValue(name, out (TableSnapshot Snapshot, string Mark) known)
            && await table.MarkIfNewestAsync(known.Snapshot.Version, cancellationToken) == known.Mark)
        {
            return known.Snapshot;
        }

        TableSnapshot? snapshot = await table.LoadAsync(cancellationToken);
        if (snapshot is not null
            && await table.MarkIfNewestAsync(snapshot.Version, cancellationToken) is { } mark)
        {
            _newest[name] = (snapshot, mark);
        }

        return snapshot;
    }
}
