using Tarn.Common;
using Tarn.State;

namespace Tarn.Jobs.Commits;

/// <summary>Intents, at most one for each model.</summary>
public sealed class IntentStore(DocumentStore documents)
{
    private const string Folder = "intents/";

    /// <summary>Keeps the intent, durably, before anything of it becomes visible.</summary>
    public async Task WriteAsync(Intent intent, CancellationToken cancellationToken) =>
        await documents.WriteAsync(
            Folder + intent.Model, intent, JobsJson.Default.Intent, expectedVersion: null, cancellationToken);

    public Task DeleteAsync(TableName model, CancellationToken cancellationToken) =>
        documents.DeleteAsync(Folder + model, cancellationToken);

    /// <summary>Intents that a crash left behind.</summary>
    public async Task<IReadOnlyList<Intent>> ListAsync(CancellationToken cancellationToken)
    {
        List<Intent> intents = [];
        foreach (string name in await documents.ListAsync(Folder, cancellationToken))
        {
            Document<Intent>? document = await documents
                .ReadAsync(name, JobsJson.Default.Intent, cancellationToken);
            if (document is not null)
            {
                intents.Add(document.Value);
            }
        }

        return intents;
    }
}
