using System.Runtime.CompilerServices;
using Tarn.Jobs.Inputs;
using Tarn.Queries.SystemTables;

namespace Tarn.Jobs.SystemTables;

/// <summary><c>system.rejected_files</c>: input files that are not in a model's table, and why.</summary>
/// <param name="models">Of the lake.</param>
/// <param name="bookmarks">Theirs.</param>
internal sealed class RejectedFileTable(IReadOnlyList<ModelDefinition> models, BookmarkStore bookmarks)
{
    public SystemTable Table => new(
        "rejected_files",
        "table_name VARCHAR, bucket VARCHAR, key VARCHAR, size BIGINT, state VARCHAR, tries INTEGER, reason VARCHAR",
        ReadAsync);

    private async IAsyncEnumerable<object?[]> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (ModelDefinition model in models)
        {
            Bookmark? bookmark = await bookmarks.ReadAsync(model.Table, cancellationToken);
            foreach (RejectedFile file in bookmark?.Rejected ?? [])
            {
                yield return
                [
                    model.Table.ToString(), file.Bucket, file.Key, file.SizeBytes, file.StateFor(model.TriesMax),
                    file.Tries, file.Reason,
                ];
            }
        }
    }
}
