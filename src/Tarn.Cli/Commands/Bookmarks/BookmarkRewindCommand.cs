using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Jobs;
using Tarn.Jobs.Inputs;
using Tarn.Tables;

namespace Tarn.Cli.Commands.Bookmarks;

/// <summary>Takes a bookmark back to an earlier version.</summary>
internal sealed class BookmarkRewindCommand : LakeCommand
{
    private static readonly Argument<AsOf?> Target = new("version")
    {
        Description = "A version of the bookmark, or a moment such as 2026-03-01T12:00:00Z",
        HelpName = "VERSION|TIMESTAMP",
        CustomParser = AsOfText.Parse,
    };

    public BookmarkRewindCommand()
        : base("rewind", "Take it back to an earlier version: the next run reads again what came since")
    {
        Arguments.Add(BookmarkTarget.Argument);
        Arguments.Add(Target);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        BookmarkTarget target = BookmarkTarget.Find(lake, context);
        AsOf asOf = context.Arguments.GetRequiredValue(Target)!;
        string question = target.Appends
            ? $"Rewind {target.Table}? It appends: rows that are read again will be there twice, unless the table is "
                + $"taken back too ('tarn tables restore {target.Table}')."
            : $"Rewind {target.Table}?";
        if (!await context.ConfirmAsync(question, cancellationToken))
        {
            return ExitCode.Failed;
        }

        using JobRunner runner = await lake.LockForRunsAsync(cancellationToken);
        BookmarkMove move = await lake.Sources.Bookmarks.RewindAsync(target.Table, asOf, cancellationToken);
        context.Say($"{target.Table} is back at version {move.Version} of "
            + $"{ValueText.ForPeople(move.SettledAt, ColumnKind.Moment)}; the next run reads what came since: "
            + $"tarn run -s {target.Table}");
        return ExitCode.Ok;
    }
}
