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

    /// <summary>
    /// Forgets that files could not be read or made the SQL fail: the model's next run reads them again.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="key">Of the file; null for all of them.</param>
    /// <param name="cancellationToken">Stops it before anything is changed.</param>
    /// <returns>How many files.</returns>
    public async Task<int> RetryAsync(TableName model, string? key, CancellationToken cancellationToken)
    {
        if (await ReadAsync(model, cancellationToken) is not { } bookmark)
        {
            return 0;
        }

        RejectedFile[] kept = [.. bookmark.Rejected.Where(file => key is not null && file.Key != key)];
        await WriteAsync(model, bookmark with { Rejected = kept }, cancellationToken);
        return bookmark.Rejected.Count - kept.Length;
    }

    private static string Name(TableName model) => $"bookmarks/{model}";
}
