using Tarn.State;

namespace Tarn.Jobs.Background;

/// <summary>
/// Names the runs that a schedule or trigger has begun and that have no end yet, so that the next process finds them
/// (docs/formats/bookmarks-runs-intents.md).
/// </summary>
internal sealed class OpenRuns(DocumentStore documents)
{
    private const string Folder = "openruns/";

    /// <summary>Those there are, the oldest first.</summary>
    public async Task<IReadOnlyList<(string Job, string Id)>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = await documents.ListAsync(Folder, cancellationToken);
        return
        [
            .. names.Select(name => name.Split('/'))
                .Where(parts => parts.Length == 3)
                .Select(parts => (Job: parts[1], Id: parts[2]))
                .OrderBy(run => run.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>Keeps that a run begins, before it does; nothing of one that nobody would begin again.</summary>
    public Task BeginAsync(JobRunRecord run, CancellationToken cancellationToken) => run.IsBegunAgain
        ? documents.PutAsync(NameOf(run.Job, run.Id), new OpenRun(), JobsJson.Default.OpenRun, cancellationToken)
        : Task.CompletedTask;

    /// <summary>The end of a run is kept, or it never began.</summary>
    public Task EndAsync(JobRunRecord run, CancellationToken cancellationToken) =>
        run.IsBegunAgain ? EndAsync(run.Job, run.Id, cancellationToken) : Task.CompletedTask;

    /// <inheritdoc cref="EndAsync(JobRunRecord, CancellationToken)"/>
    public Task EndAsync(string job, string id, CancellationToken cancellationToken) =>
        documents.DeleteAsync(NameOf(job, id), cancellationToken);

    private static string NameOf(string job, string id) => $"{Folder}{job}/{id}";
}

/// <summary>The document that marks a run without an end; its name says all.</summary>
internal sealed record OpenRun;
