using Tarn.State;

namespace Tarn.Flows.Events;

/// <summary>Keeps how far triggers have got, and the requests for webhooks that nothing was started for yet.</summary>
internal sealed class TriggerProgressStore(DocumentStore documents)
{
    private const string Folder = "flows/triggers/";
    private const string CallFolder = "flows/calls/";

    /// <summary>How far it has got; a trigger that is new begins now.</summary>
    public async Task<TriggerProgress> BeginAsync(
        string trigger, long sequence, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Document<TriggerProgress>? kept = await documents.ReadAsync(
            Folder + trigger, FlowsJson.Default.TriggerProgress, cancellationToken);
        if (kept is not null)
        {
            return kept.Value;
        }

        TriggerProgress first = new() { Sequence = sequence, Since = now, SeenAt = now };
        await SaveAsync(trigger, first, cancellationToken);
        return first;
    }

    public Task SaveAsync(string trigger, TriggerProgress progress, CancellationToken cancellationToken) =>
        documents.PutAsync(Folder + trigger, progress, FlowsJson.Default.TriggerProgress, cancellationToken);

    public Task DeleteAsync(string trigger, CancellationToken cancellationToken) =>
        documents.DeleteAsync(Folder + trigger, cancellationToken);

    /// <summary>A request has come; it is kept when this returns.</summary>
    public Task AddCallAsync(
        string trigger,
        string id,
        IReadOnlyDictionary<string, string> values,
        CancellationToken cancellationToken) => documents.PutAsync(
            $"{CallFolder}{trigger}/{id}",
            new TriggerProgress { PendingId = id, Event = values },
            FlowsJson.Default.TriggerProgress,
            cancellationToken);

    /// <summary>What requests are to start, by its ids, in their order.</summary>
    /// <param name="trigger">That they are for.</param>
    /// <param name="isKnown">Ids of those that are not read once more.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<TriggerProgress>> ListCallsAsync(
        string trigger, Func<string, bool> isKnown, CancellationToken cancellationToken)
    {
        string folder = $"{CallFolder}{trigger}/";
        List<TriggerProgress> calls = [];
        foreach (string name in await documents.ListAsync(folder, cancellationToken))
        {
            if (!isKnown(name[folder.Length..])
                && await documents.ReadAsync(name, FlowsJson.Default.TriggerProgress, cancellationToken) is { } call)
            {
                calls.Add(call.Value);
            }
        }

        return calls;
    }

    /// <param name="call">The trigger's name, a slash and the id.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task DeleteCallAsync(string call, CancellationToken cancellationToken) =>
        documents.DeleteAsync(CallFolder + call, cancellationToken);
}
