using Tarn.Cli.Hosting;
using Tarn.Jobs;

namespace Tarn.Cli.Commands.Bookmarks;

/// <summary>Has a table built anew.</summary>
internal sealed class BookmarkResetCommand : LakeCommand
{
    public BookmarkResetCommand()
        : base("reset", "Forget it: the next run builds the table anew from all its input") =>
        Arguments.Add(BookmarkTarget.Argument);

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        BookmarkTarget target = BookmarkTarget.Find(lake, context);
        if (!await context.ConfirmAsync($"Forget what {target.Table} has consumed?", cancellationToken))
        {
            return ExitCode.Failed;
        }

        using JobRunner runner = await lake.LockForRunsAsync(cancellationToken);
        await lake.Bookmarks.ResetAsync(target.Table, cancellationToken);
        context.Say($"{target.Table} starts over at the next run: tarn run -s {target.Table}");
        return ExitCode.Ok;
    }
}
