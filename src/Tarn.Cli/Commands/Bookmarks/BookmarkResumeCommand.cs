using Tarn.Cli.Hosting;
using Tarn.Jobs;

namespace Tarn.Cli.Commands.Bookmarks;

/// <summary>Has runs take a table up again.</summary>
internal sealed class BookmarkResumeCommand : LakeCommand
{
    public BookmarkResumeCommand()
        : base("resume", "Let a model or a table of a source that was paused run again") =>
        Arguments.Add(BookmarkTarget.Argument);

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        BookmarkTarget target = BookmarkTarget.Find(lake, context);
        using JobRunner runner = await lake.LockForRunsAsync(cancellationToken);
        bool wasPaused = await lake.Sources.Pauses.DeleteAsync(target.Table, cancellationToken);
        context.Say(wasPaused
            ? $"{target.Table} goes on where it was at the next run"
            : $"{target.Table} was not paused");
        return ExitCode.Ok;
    }
}
