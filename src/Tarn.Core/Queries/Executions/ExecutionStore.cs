using System.Collections.Concurrent;
using Tarn.State;

namespace Tarn.Queries.Executions;

/// <summary>
/// The records of executions, in documents named <c>executions/WORKGROUP/ORDER.ID</c>, so that their names alone say
/// which there are. Thread-safe.
/// </summary>
internal sealed class ExecutionStore
{
    private const string Folder = "executions/";

    private readonly DocumentStore _documents;
    private readonly ConcurrentDictionary<string, Place> _places = new(StringComparer.Ordinal);

    private ExecutionStore(DocumentStore documents) => _documents = documents;

    public static async Task<ExecutionStore> OpenAsync(DocumentStore documents, CancellationToken cancellationToken)
    {
        ExecutionStore store = new(documents);
        foreach (string name in await documents.ListAsync(Folder, cancellationToken))
        {
            string[] parts = name[Folder.Length..].Split('/');
            int point = parts[^1].IndexOf('.', StringComparison.Ordinal);
            store._places[parts[^1][(point + 1)..]] = new Place(parts[0], parts[^1][..point]);
        }

        return store;
    }

    /// <summary>Ids and orders of a workgroup's executions, the newest first.</summary>
    /// <param name="workGroup">Null is all of them.</param>
    public IReadOnlyList<(string Id, string Order)> List(string? workGroup) =>
    [
        .. _places
            .Where(place => workGroup is null || place.Value.WorkGroup == workGroup)
            .Select(place => (place.Key, place.Value.Order))
            .OrderByDescending(place => place.Order, StringComparer.Ordinal),
    ];

    public async Task<ExecutionRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        _places.TryGetValue(id, out Place? place)
        && await _documents.ReadAsync(
            NameOf(id, place), ExecutionsJson.Default.ExecutionRecord, cancellationToken) is { } document
            ? document.Value
            : null;

    /// <param name="order">An id that comes after those of all earlier executions.</param>
    public async Task AddAsync(ExecutionRecord record, string order, CancellationToken cancellationToken)
    {
        Place place = new(record.WorkGroup, order);
        await _documents.WriteAsync(
            NameOf(record.Id, place),
            record,
            ExecutionsJson.Default.ExecutionRecord,
            expectedVersion: null,
            cancellationToken);
        _places[record.Id] = place;
    }

    public Task ReplaceAsync(ExecutionRecord record, CancellationToken cancellationToken) => _documents.PutAsync(
        NameOf(record.Id, _places[record.Id]),
        record,
        ExecutionsJson.Default.ExecutionRecord,
        cancellationToken);

    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        if (_places.TryRemove(id, out Place? place))
        {
            await _documents.DeleteAsync(NameOf(id, place), cancellationToken);
        }
    }

    /// <summary>Removes what is too old or too much, and writes down what of the rest is settled otherwise.</summary>
    /// <param name="settle">Gives the same record when nothing is to be changed.</param>
    public async Task SweepAsync(
        ExecutionLimits limits,
        DateTimeOffset now,
        Func<ExecutionRecord, ExecutionRecord> settle,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<(string Id, string Order)> all = List(workGroup: null);
        for (int i = 0; i < all.Count; i++)
        {
            if (await FindAsync(all[i].Id, cancellationToken) is not { } record)
            {
                continue;
            }

            ExecutionRecord settled = settle(record);
            bool isForgotten = i >= limits.HistoryMax || record.SubmittedAt < now - limits.HistoryAgeMax;
            if (settled.IsFinished && isForgotten)
            {
                await RemoveAsync(record.Id, cancellationToken);
            }
            else if (settled != record)
            {
                await ReplaceAsync(settled, cancellationToken);
            }
        }
    }

    private static string NameOf(string id, Place place) => $"{Folder}{place.WorkGroup}/{place.Order}.{id}";

    private sealed record Place(string WorkGroup, string Order);
}
