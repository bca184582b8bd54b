using Tarn.Common;
using Tarn.State;

namespace Tarn.Jobs.Inputs;

/// <summary>What is paused: a document for each table.</summary>
public sealed class PauseStore(DocumentStore documents)
{
    private const string Folder = "pauses/";

    /// <summary>Null when the table is not paused.</summary>
    public async Task<Pause?> FindAsync(TableName table, CancellationToken cancellationToken) =>
        (await documents.ReadAsync(Folder + table, JobsJson.Default.Pause, cancellationToken))?.Value;

    public Task WriteAsync(TableName table, Pause pause, CancellationToken cancellationToken) =>
        documents.PutAsync(Folder + table, pause, JobsJson.Default.Pause, cancellationToken);

    /// <returns>False when it was not paused.</returns>
    public Task<bool> DeleteAsync(TableName table, CancellationToken cancellationToken) =>
        documents.DeleteAsync(Folder + table, cancellationToken);
}
