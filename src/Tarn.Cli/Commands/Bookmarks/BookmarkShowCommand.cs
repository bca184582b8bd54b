using System.CommandLine;
using System.Text.Json;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Jobs.Inputs;
using Tarn.Sources.Reading;

namespace Tarn.Cli.Commands.Bookmarks;

/// <summary>What a model or a table of a source has consumed.</summary>
internal sealed class BookmarkShowCommand : LakeCommand
{
    private static readonly OutputColumn[] FileColumns =
        [new("file"), new("size", ColumnKind.Bytes), new("state"), new("reason")];

    private static readonly OutputColumn[] MoveColumns =
    [
        new("version", ColumnKind.Number), new("settled_at", ColumnKind.Moment), new("run"), new("position"),
        new("as_of", ColumnKind.Moment),
    ];

    private static readonly Option<bool> Moves = new("--moves")
    {
        Description = "List the versions that it can be rewound to",
    };

    public BookmarkShowCommand()
        : base("show", "Say up to where a source was read, or which files a model has consumed or could not read")
    {
        Arguments.Add(BookmarkTarget.Argument);
        Options.Add(Moves);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        BookmarkTarget target = BookmarkTarget.Find(lake, context);
        if (await lake.Sources.Pauses.FindAsync(target.Table, cancellationToken) is { } pause)
        {
            context.Say($"paused since {ValueText.ForPeople(pause.Since, ColumnKind.Moment)}"
                + (pause.Reason is null ? "" : $": {pause.Reason}"));
        }

        if (await lake.Bookmarks.ReadWholeAsync(target.Table, cancellationToken) is not { } bookmark)
        {
            context.Say($"{target.Table} has no bookmark: it was never run, or was reset");
            return ExitCode.Ok;
        }

        bool listsMoves = context.Arguments.GetValue(Moves)
            || target.Source is not null || (target.Feed is not null && bookmark.Consumed.Count == 0);
        await context.WriteRowsAsync(
            listsMoves ? MoveRows(lake, target, bookmark) : FileRows(target, bookmark), cancellationToken);
        if (bookmark.Source is { } mark)
        {
            context.Say(PlaceOf(lake, target, mark, context.Services.TimeProvider.GetUtcNow()));
        }

        context.Say(
            $"version {bookmark.Version}, settled {ValueText.ForPeople(bookmark.SettledAt, ColumnKind.Moment)} "
                + $"by run {bookmark.RunId}");
        return ExitCode.Ok;
    }

    private static OutputRows FileRows(BookmarkTarget target, Bookmark bookmark)
    {
        IEnumerable<object?[]> consumed = bookmark.Consumed
            .Select(file => new object?[] { file.Key, file.SizeBytes, "consumed", null });
        IEnumerable<object?[]> rejected = bookmark.Rejected.Select(file => new object?[]
        {
            file.Key, file.SizeBytes, file.StateFor(target.Model!.TriesMax), file.Reason,
        });
        return OutputRows.Of(FileColumns, consumed.Concat(rejected));
    }

    private static OutputRows MoveRows(LakeHost lake, BookmarkTarget target, Bookmark bookmark) =>
        OutputRows.Of(MoveColumns, bookmark.Moves.Reverse().Select(move => new object?[]
        {
            move.Version,
            move.SettledAt,
            move.RunId,
            PositionOf(lake, target, move.Position),
            move.AsOf,
        }));

    private static string? PositionOf(LakeHost lake, BookmarkTarget target, JsonElement? position) =>
        position is not { } value ? null
            : target.Source is { } step ? lake.Sources.FormatPosition(step, new SourcePosition(value))
            : value.ToString();

    private static string PlaceOf(LakeHost lake, BookmarkTarget target, SourceMark mark, DateTimeOffset now)
    {
        string place = PositionOf(lake, target, mark.Position) is { } position ? $"up to {position}" : "whole";
        TimeSpan age = TimeSpan.FromSeconds(Math.Max(0, Math.Floor((now - mark.AsOf).TotalSeconds)));
        return $"{mark.Source}: {mark.Table} was read {place}, as of "
            + $"{ValueText.ForPeople(mark.AsOf, ColumnKind.Moment)} ({UnitText.Of(age)} ago)";
    }
}
