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
    public Task AddCallAsync(string trigger, string id, CancellationToken cancellationToken) => documents.PutAsync(
        $"{CallFolder}{trigger}/{id}",
        new TriggerProgress { PendingId = id },
        FlowsJson.Default.TriggerProgress,
        cancellationToken);

    /// <summary>Ids of what requests are to start, in their order.</summary>
    public async Task<IReadOnlyList<string>> ListCallsAsync(string trigger, CancellationToken cancellationToken)
    {
        string folder = $"{CallFolder}{trigger}/";
        return [.. (await documents.ListAsync(folder, cancellationToken)).Select(name => name[folder.Length..])];
    }

    /// <param name="call">The trigger's name, a slash and the id.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task DeleteCallAsync(string call, CancellationToken cancellationToken) =>
        documents.DeleteAsync(CallFolder + call, cancellationToken);
}
