using Tarn.Common;
using Tarn.State;

namespace Tarn.Jobs.Inputs;

/// <summary>Bookmarks, one document for each model, and segments of consumed files.</summary>
public sealed class BookmarkStore(DocumentStore documents)
{
    private const int TriesMax = 5;

    private readonly ConsumedFiles _consumed = new(documents);

    /// <summary>The model's bookmark as it is stored, or null when it has never run or was reset.</summary>
    public async Task<Bookmark?> ReadAsync(TableName model, CancellationToken cancellationToken)
    {
        Document<Bookmark>? document = await documents
            .ReadAsync(Name(model), JobsJson.Default.Bookmark, cancellationToken);
        return document?.Value;
    }

    /// <summary>The same with all files in <see cref="Bookmark.Consumed"/> and no segments.</summary>
    /// <exception cref="TarnException"><c>TN4007</c>: a segment is missing or damaged.</exception>
    public async Task<Bookmark?> ReadWholeAsync(TableName model, CancellationToken cancellationToken)
    {
        for (int i = 1; ; i++)
        {
            Bookmark? bookmark = await ReadAsync(model, cancellationToken);
            if (bookmark is null)
            {
                return null;
            }

            if (await _consumed.ReadAsync(model, bookmark, cancellationToken) is { } files)
            {
                return bookmark with { Consumed = files, Segments = [] };
            }

            // A run that ended meanwhile has joined segments; then the bookmark names others now.
            if (i == TriesMax)
            {
                throw ConsumedFiles.Missing(model, bookmark.Segments[^1]);
            }
        }
    }

    /// <summary>Makes files that a run has consumed ready for the bookmark that is to name them.</summary>
    /// <param name="next">The bookmark to come; its files are not looked at.</param>
    /// <param name="before">What it takes the place of; null when all its files are new.</param>
    /// <param name="added">Files that come to those before.</param>
    /// <returns>The bookmark with all files in segments.</returns>
    internal async Task<Bookmark> WithConsumedAsync(
        TableName model,
        Bookmark next,
        Bookmark? before,
        IReadOnlyList<InputFile> added,
        CancellationToken cancellationToken) => next with
        {
            Consumed = [],
            Segments = await _consumed.AddAsync(
                model, before, added, $"{next.Version:D8}-{next.RunId}", cancellationToken),
        };

    /// <summary>Writes the bookmark with which a step is settled; no other of the model is to come.</summary>
    internal async Task SettleAsync(TableName model, Bookmark bookmark, CancellationToken cancellationToken)
    {
        await WriteAsync(model, bookmark, cancellationToken);
        await _consumed.RemoveOthersAsync(model, bookmark.Segments, cancellationToken);
    }

    public Task WriteAsync(TableName model, Bookmark bookmark, CancellationToken cancellationToken) =>
        documents.PutAsync(Name(model), bookmark, JobsJson.Default.Bookmark, cancellationToken);

    /// <summary>
    /// Forgets it: the model's next run builds the table anew from all its input, and removes the segments.
    /// </summary>
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
