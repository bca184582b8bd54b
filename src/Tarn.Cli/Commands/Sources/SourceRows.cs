using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Jobs.Extraction;
using Tarn.Jobs.Inputs;
using Tarn.Sources;
using Tarn.Sources.Feeds;
using Tarn.Sources.Http;

namespace Tarn.Cli.Commands.Sources;

/// <summary>The tables of sources and how far they were read, as rows.</summary>
internal static class SourceRows
{
    private static readonly OutputColumn[] Columns =
    [
        new("source"), new("table"), new("into"), new("by"), new("strategy"), new("position"),
        new("as_of", ColumnKind.Moment), new("age", ColumnKind.Seconds), new("state"), new("description"),
    ];

    /// <param name="now">That ages count to.</param>
    public static async Task<OutputRows> OfAsync(
        LakeHost lake, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<object?[]> rows = [];
        foreach (SourceStep step in SourceStep.Of(lake.Definition.Sources))
        {
            SourceMark? mark = (await lake.Bookmarks.ReadAsync(step.Into, cancellationToken))?.Source;
            bool isPaused = await lake.Sources.Pauses.FindAsync(step.Into, cancellationToken) is not null;
            rows.Add([
                step.Source.Name, step.Table.Name, step.Into.ToString(), TextOf(step.Table.Increment),
                Words.Of(step.Table.Strategy),
                mark?.ReadUpTo is { } position ? lake.Sources.FormatPosition(step, position) : null,
                mark?.AsOf, (now - mark?.AsOf)?.TotalSeconds,
                StateOf(mark, isPaused),
                step.Source.Description,
            ]);
        }

        foreach (FeedStep step in FeedStep.Of(lake.Definition.Sources, lake.Tables.Defined))
        {
            SourceMark? mark = (await lake.Bookmarks.ReadAsync(step.Name, cancellationToken))?.Source;
            bool isPaused = await lake.Sources.Pauses.FindAsync(step.Name, cancellationToken) is not null;
            rows.Add([
                step.Source.Name, step.Feed.Name, $"{step.Feed.Bucket}/{step.Feed.Prefix}", TextOf(step.Feed), null,
                mark?.Position?.ToString(), mark?.AsOf, (now - mark?.AsOf)?.TotalSeconds, StateOf(mark, isPaused),
                step.Source.Description,
            ]);
        }

        return OutputRows.Of(Columns, rows);
    }

    private static string StateOf(SourceMark? mark, bool isPaused) =>
        isPaused ? "paused" : mark is null ? "never read" : "read";

    private static string TextOf(SourceFeed feed) => feed switch
    {
        HttpFeed { Cursor: { } cursor } => $"cursor {cursor.Field}",
        HttpFeed => "full",
        _ => "files",
    };

    private static string TextOf(SourceIncrement? increment) => increment switch
    {
        SourceIncrement.Cursor cursor => $"cursor {cursor.Column}",
        SourceIncrement.Transactions => "xmin",
        SourceIncrement.Slot slot => $"slot {slot.Name}",
        _ => "full",
    };
}
