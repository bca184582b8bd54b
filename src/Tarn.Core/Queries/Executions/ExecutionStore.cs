using System.Collections.Concurrent;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Queries.Executions;

/// <summary>
/// The records of executions, in documents named <c>executions/WORKGROUP/ORDER.ID</c>, so that their names alone say
/// which there are. Thread-safe.
/// </summary>
internal sealed class ExecutionStore
{
    private const string Folder = "executions/";
    private const string MarkName = "executions-settled";

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

    /// <summary>
    /// Writes down what of the records that earlier processes left is settled otherwise, and how far that was done, so
    /// that the next process reads only what came since.
    /// </summary>
    /// <param name="openedAt">When this process opened the lake.</param>
    /// <param name="settle">Gives the same record when nothing is to be changed.</param>
    /// <param name="cancellationToken">Stops it between two records.</param>
    public async Task SettleAsync(
        DateTimeOffset openedAt, Func<ExecutionRecord, ExecutionRecord> settle, CancellationToken cancellationToken)
    {
        SettledMark? mark = (await _documents.ReadAsync(
            MarkName, ExecutionsJson.Default.SettledMark, cancellationToken))?.Value;
        foreach ((string id, _) in List(workGroup: null).TakeWhile(
            one => mark is null || string.CompareOrdinal(one.Order, mark.Before) >= 0))
        {
            if (await FindAsync(id, cancellationToken) is { } record && settle(record) is { } settled
                && settled != record)
            {
                await ReplaceAsync(settled, cancellationToken);
            }
        }

        await _documents.PutAsync(
            MarkName,
            new SettledMark(UlidSource.FirstAt(openedAt)),
            ExecutionsJson.Default.SettledMark,
            cancellationToken);
    }

    /// <summary>Removes what is too old or too much; the names alone say what.</summary>
    /// <param name="isKept">Whether an execution stays all the same, by its id.</param>
    public async Task ForgetAsync(
        ExecutionLimits limits, DateTimeOffset now, Func<string, bool> isKept, CancellationToken cancellationToken)
    {
        string oldest = UlidSource.FirstAt(now - limits.HistoryAgeMax);
        IReadOnlyList<(string Id, string Order)> all = List(workGroup: null);
        for (int i = 0; i < all.Count; i++)
        {
            bool isForgotten = i >= limits.HistoryMax || string.CompareOrdinal(all[i].Order, oldest) < 0;
            if (isForgotten && !isKept(all[i].Id))
            {
                await RemoveAsync(all[i].Id, cancellationToken);
            }
        }
    }

    private static string NameOf(string id, Place place) => $"{Folder}{place.WorkGroup}/{place.Order}.{id}";

    private sealed record Place(string WorkGroup, string Order);
}
