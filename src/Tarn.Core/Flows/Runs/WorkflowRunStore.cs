using Tarn.State;

namespace Tarn.Flows.Runs;

/// <summary>Runs of workflows, one document each, and marks of those that have not ended.</summary>
/// <param name="documents">Where they are kept.</param>
internal sealed class WorkflowRunStore(DocumentStore documents)
{
    /// <summary>Of one workflow.</summary>
    public const int RunsKeptMax = 1000;

    private const string Folder = "flows/runs/";
    private const string OpenFolder = "flows/open/";

    private static readonly TimeSpan AgeMax = TimeSpan.FromDays(90);

    /// <summary>Takes in a run that is new; false when there is one of its id.</summary>
    public async Task<bool> TryAddAsync(WorkflowRun run, CancellationToken cancellationToken)
    {
        if (await FindAsync(run.Workflow, run.Id, cancellationToken) is not null)
        {
            return false;
        }

        await documents.PutAsync(
            OpenFolder + run.Id, new OpenRun(run.Workflow), FlowsJson.Default.OpenRun, cancellationToken);
        await SaveAsync(run, cancellationToken);
        return true;
    }

    /// <summary>Null when there is none.</summary>
    public async Task<WorkflowRun?> FindAsync(string workflow, string id, CancellationToken cancellationToken) =>
        DocumentStore.CanName(workflow) && DocumentStore.CanName(id)
            ? (await documents.ReadAsync(NameOf(workflow, id), FlowsJson.Default.WorkflowRun, cancellationToken))?.Value
            : null;

    public async Task SaveAsync(WorkflowRun run, CancellationToken cancellationToken)
    {
        await documents.PutAsync(NameOf(run.Workflow, run.Id), run, FlowsJson.Default.WorkflowRun, cancellationToken);
        if (run.HasEnded)
        {
            await documents.DeleteAsync(OpenFolder + run.Id, cancellationToken);
        }
    }

    /// <summary>Those that have not ended, in the order in which they were asked for.</summary>
    public async Task<IReadOnlyList<WorkflowRun>> ListOpenAsync(CancellationToken cancellationToken)
    {
        List<WorkflowRun> open = [];
        foreach (string name in await documents.ListAsync(OpenFolder, cancellationToken))
        {
            Document<OpenRun>? mark = await documents.ReadAsync(name, FlowsJson.Default.OpenRun, cancellationToken);
            WorkflowRun? run = mark is null
                ? null
                : await FindAsync(mark.Value.Workflow, name[OpenFolder.Length..], cancellationToken);
            if (run is { HasEnded: false })
            {
                open.Add(run);
            }
            else
            {
                // The process died between the two writes of a start or an end.
                await documents.DeleteAsync(name, cancellationToken);
            }
        }

        return open;
    }

    /// <summary>Ids of a workflow's runs, the latest first.</summary>
    public async Task<IReadOnlyList<string>> ListIdsAsync(string workflow, CancellationToken cancellationToken) =>
        DocumentStore.CanName(workflow)
            ? [.. (await documents.ListAsync(NameOf(workflow, ""), cancellationToken))
                .Select(name => name[NameOf(workflow, "").Length..])
                .OrderDescending(StringComparer.Ordinal)]
            : [];

    /// <summary>Workflows that have runs, also those that are gone.</summary>
    public async Task<IReadOnlyList<(string Workflow, string Id)>> ListAllIdsAsync(
        CancellationToken cancellationToken) =>
    [
        .. (await documents.ListAsync(Folder, cancellationToken))
            .Select(name => name[Folder.Length..].Split('/'))
            .Select(parts => (parts[0], parts[1]))
            .OrderByDescending(run => run.Item2, StringComparer.Ordinal),
    ];

    /// <summary>Forgets what is older than Glue keeps runs (90 days), or beyond the number kept.</summary>
    public async Task PruneAsync(string workflow, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string[] ids = [.. (await ListIdsAsync(workflow, cancellationToken)).Reverse()];
        for (int place = 0; place < ids.Length; place++)
        {
            WorkflowRun? oldest = await FindAsync(workflow, ids[place], cancellationToken);
            bool isOver = ids.Length - place > RunsKeptMax || oldest?.StartedAt < now - AgeMax;
            if (!isOver || oldest?.HasEnded == false)
            {
                return;
            }

            await documents.DeleteAsync(NameOf(workflow, ids[place]), cancellationToken);
        }
    }

    private static string NameOf(string workflow, string id) => $"{Folder}{workflow}/{id}";
}

/// <summary>Says that a run has not ended, and where it is.</summary>
internal sealed record OpenRun(string Workflow);
