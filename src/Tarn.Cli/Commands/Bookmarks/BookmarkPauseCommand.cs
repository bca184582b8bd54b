using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Jobs;
using Tarn.Jobs.Inputs;

namespace Tarn.Cli.Commands.Bookmarks;

/// <summary>Has runs leave a table alone.</summary>
internal sealed class BookmarkPauseCommand : LakeCommand
{
    private static readonly Option<string?> Reason = new("--reason")
    {
        Description = "Why; runs say it",
        HelpName = "TEXT",
    };

    public BookmarkPauseCommand()
        : base("pause", "Leave a model or a table of a source out of all runs until it is resumed")
    {
        Arguments.Add(BookmarkTarget.Argument);
        Options.Add(Reason);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        BookmarkTarget target = BookmarkTarget.Find(lake, context);
        Pause pause = new(context.Services.TimeProvider.GetUtcNow(), context.Arguments.GetValue(Reason));
        using JobRunner runner = await lake.LockForRunsAsync(cancellationToken);
        await lake.Sources.Pauses.WriteAsync(target.Table, pause, cancellationToken);
        context.Say($"{target.Table} is paused; 'tarn bookmark resume {target.Table}' lets it run again");
        return ExitCode.Ok;
    }
}
