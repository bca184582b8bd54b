using Tarn.Common;
using Tarn.State;

namespace Tarn.Jobs.Inputs;

/// <summary>
/// The segments of bookmarks. A new one takes in those before it that are not much larger, so that there are few and a
/// file is written again only a few times.
/// </summary>
internal sealed class ConsumedFiles(DocumentStore documents)
{
    /// <summary>A segment that has so many times the files of what is behind it stays as it is.</summary>
    private const int GrowthFactor = 2;

    /// <summary>A document must not become too large.</summary>
    private const int FilesMax = 500_000;

    /// <summary>All of a bookmark's files, each once; null when a segment is gone.</summary>
    public async Task<IReadOnlyList<InputFile>?> ReadAsync(
        TableName model, Bookmark bookmark, CancellationToken cancellationToken)
    {
        if (bookmark.Segments.Count == 0)
        {
            return bookmark.Consumed;
        }

        Dictionary<string, InputFile> files = new(bookmark.Segments.Sum(segment => segment.Files));
        foreach (ConsumedSegment segment in bookmark.Segments)
        {
            if (await ReadAsync(model, segment, cancellationToken) is not { } found)
            {
                return null;
            }

            Put(files, found);
        }

        Put(files, bookmark.Consumed);
        return [.. files.Values];
    }

    /// <summary>Writes files that a run has consumed; they count once a bookmark names the segment.</summary>
    /// <param name="model">Whose bookmark.</param>
    /// <param name="before">As it is; null when it starts over.</param>
    /// <param name="added">The new files.</param>
    /// <param name="name">Of a segment that the bookmark does not have yet.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The segments that the next bookmark is to name.</returns>
    public async Task<IReadOnlyList<ConsumedSegment>> AddAsync(
        TableName model,
        Bookmark? before,
        IReadOnlyList<InputFile> added,
        string name,
        CancellationToken cancellationToken)
    {
        List<ConsumedSegment> kept = [.. before?.Segments ?? []];
        List<IReadOnlyList<InputFile>> parts = [[.. before?.Consumed ?? [], .. added]];
        int count = parts[0].Count;
        if (count == 0)
        {
            return kept;
        }

        while (kept.Count > 0 && kept[^1].Files <= GrowthFactor * count && kept[^1].Files + count <= FilesMax)
        {
            parts.Add(await ReadAsync(model, kept[^1], cancellationToken) ?? throw Missing(model, kept[^1]));
            count += kept[^1].Files;
            kept.RemoveAt(kept.Count - 1);
        }

        Dictionary<string, InputFile> files = new(count);
        for (int i = parts.Count - 1; i >= 0; i--)
        {
            Put(files, parts[i]);
        }

        await documents.PutAsync(
            NameOf(model, name), [.. files.Values], JobsJson.Default.InputFileArray, cancellationToken);
        return [.. kept, new ConsumedSegment(name, files.Count)];
    }

    /// <summary>Deletes the segments that a bookmark that was just written no longer names.</summary>
    public async Task RemoveOthersAsync(
        TableName model, IReadOnlyList<ConsumedSegment> named, CancellationToken cancellationToken)
    {
        HashSet<string> kept = [.. named.Select(segment => NameOf(model, segment.Name))];
        foreach (string name in await documents.ListAsync(NameOf(model, ""), cancellationToken))
        {
            if (!kept.Contains(name))
            {
                await documents.DeleteAsync(name, cancellationToken);
            }
        }
    }

    public static TarnException Missing(TableName model, ConsumedSegment segment) => new(
        ErrorCodes.StateCorrupt,
        $"the bookmark of {model} names the document '{NameOf(model, segment.Name)}', which is missing")
    {
        Hint = "put the file back from a backup of the lake, or start over: "
            + $"'tarn bookmark reset {model}' has the next run build the table anew",
    };

    private async Task<InputFile[]?> ReadAsync(
        TableName model, ConsumedSegment segment, CancellationToken cancellationToken) =>
        (await documents.ReadAsync(
            NameOf(model, segment.Name), JobsJson.Default.InputFileArray, cancellationToken))?.Value;

    private static void Put(Dictionary<string, InputFile> files, IReadOnlyList<InputFile> added)
    {
        foreach (InputFile file in added)
        {
            files[file.Key] = file;
        }
    }

    private static string NameOf(TableName model, string segment) => $"consumed/{model}/{segment}";
}
