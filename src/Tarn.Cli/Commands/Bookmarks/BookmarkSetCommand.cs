using System.CommandLine;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Jobs;
using Tarn.Jobs.Extraction;
using Tarn.Sources.Reading;

namespace Tarn.Cli.Commands.Bookmarks;

/// <summary>Has the next run read a source from a position.</summary>
internal sealed class BookmarkSetCommand : LakeCommand
{
    private static readonly Argument<string> Position = new("position")
    {
        Description = "The value of the cursor, or the xmin, that was read last",
        HelpName = "POSITION",
    };

    public BookmarkSetCommand()
        : base("set", "Set up to where a table of a source was read")
    {
        Arguments.Add(BookmarkTarget.Argument);
        Arguments.Add(Position);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        BookmarkTarget target = BookmarkTarget.Find(lake, context);
        if (target.Feed is { } feed)
        {
            return await SetFeedAsync(context, lake, feed, cancellationToken);
        }

        if (target.Source is not { } step)
        {
            throw new UsageException(
                $"{target.Table} is filled by a model, which knows files: use 'tarn bookmark rewind' or 'reset'");
        }

        SourcePosition position = lake.Sources.ConnectorOf(step.Source)
            .ParsePosition(step.Table, context.Arguments.GetRequiredValue(Position));
        using JobRunner runner = await lake.LockForRunsAsync(cancellationToken);
        await lake.Sources.Bookmarks.SetAsync(step, position, cancellationToken);
        context.Say($"{step.Origin} is read from {lake.Sources.FormatPosition(step, position)} on at the next run: "
            + $"tarn run -s {target.Table}");
        return ExitCode.Ok;
    }

    private static async Task<ExitCode> SetFeedAsync(
        CommandContext context, LakeHost lake, FeedStep feed, CancellationToken cancellationToken)
    {
        string text = context.Arguments.GetRequiredValue(Position);
        using JobRunner runner = await lake.LockForRunsAsync(cancellationToken);
        await lake.Sources.Bookmarks.SetAsync(feed, text, cancellationToken);
        context.Say($"{feed.Origin} is asked for from {text} on at the next run: tarn run -s {feed.Name}");
        return ExitCode.Ok;
    }
}
