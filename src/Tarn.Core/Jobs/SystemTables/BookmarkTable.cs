using System.Runtime.CompilerServices;
using Tarn.Common;
using Tarn.Jobs.Extraction;
using Tarn.Jobs.Inputs;
using Tarn.Queries.SystemTables;

namespace Tarn.Jobs.SystemTables;

/// <summary><c>system.bookmarks</c>: how far each model, and each table and feed of a source, has got.</summary>
/// <param name="parts">Of the lake.</param>
internal sealed class BookmarkTable(JobRunnerParts parts)
{
    public SystemTable Table => new(
        "bookmarks",
        "table_name VARCHAR, kind VARCHAR, source VARCHAR, state VARCHAR, version BIGINT, position VARCHAR, "
            + "as_of TIMESTAMPTZ, files BIGINT, rejected_files BIGINT, changed_at TIMESTAMPTZ, run_id VARCHAR, "
            + "paused_since TIMESTAMPTZ, pause_reason VARCHAR",
        ReadAsync);

    private IEnumerable<(TableName Table, string Kind, string? Source)> All =>
    [
        .. FeedStep.Of(parts.Sources, parts.Catalog.Defined)
            .Select(step => (step.Name, "feed", (string?)step.Origin)),
        .. SourceStep.Of(parts.Sources).Select(step => (step.Into, "source", (string?)step.Origin)),
        .. parts.Models
            .Where(model => model.Materialized != Materialization.View)
            .Select(model => (model.Table, "model", (string?)null)),
    ];

    private async IAsyncEnumerable<object?[]> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PauseStore pauses = new(parts.Documents);
        foreach ((TableName table, string kind, string? source) in All)
        {
            Bookmark? bookmark = await parts.Bookmarks.ReadWholeAsync(table, cancellationToken);
            Pause? pause = await pauses.FindAsync(table, cancellationToken);
            yield return
            [
                table.ToString(), kind, source, StateOf(bookmark, pause), bookmark?.Version,
                bookmark?.Source?.Position?.ToString(), bookmark?.Source?.AsOf, (long?)bookmark?.Consumed.Count,
                (long?)bookmark?.Rejected.Count, bookmark?.SettledAt, bookmark?.RunId, pause?.Since, pause?.Reason,
            ];
        }
    }

    /// <summary>One that was never run, or was reset, has none.</summary>
    private static string StateOf(Bookmark? bookmark, Pause? pause) =>
        pause is not null ? "paused" : bookmark is null ? "none" : "set";
}
