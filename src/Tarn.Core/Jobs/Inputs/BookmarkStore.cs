using Tarn.Common;
using Tarn.State;

namespace Tarn.Jobs.Inputs;

/// <summary>Bookmarks, one document for each model.</summary>
public sealed class BookmarkStore(DocumentStore documents)
{
    /// <summary>The model's bookmark, or null when it has never run or was reset.</summary>
    public async Task<Bookmark?> ReadAsync(TableName model, CancellationToken cancellationToken)
    {
        Document<Bookmark>? document = await documents
            .ReadAsync(Name(model), JobsJson.Default.Bookmark, cancellationToken);
        return document?.Value;
    }

    public Task WriteAsync(TableName model, Bookmark bookmark, CancellationToken cancellationToken) =>
        documents.PutAsync(Name(model), bookmark, JobsJson.Default.Bookmark, cancellationToken);

    /// <summary>Forgets it: the model's next run builds the table anew from all its input.</summary>
    public Task ResetAsync(TableName model, CancellationToken cancellationToken) =>
        documents.DeleteAsync(Name(model), cancellationToken);

    private static string Name(TableName model) => $"bookmarks/{model}";
}
