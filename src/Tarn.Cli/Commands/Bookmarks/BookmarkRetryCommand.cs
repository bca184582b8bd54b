using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Jobs;

namespace Tarn.Cli.Commands.Bookmarks;

/// <summary>Has files read again that were set aside.</summary>
internal sealed class BookmarkRetryCommand : LakeCommand
{
    private static readonly Argument<string?> Key = new("key")
    {
        Description = "One of them [default: all]",
        HelpName = "KEY",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public BookmarkRetryCommand()
        : base("retry", "Take in again what could not be read or made the SQL fail, at the next run")
    {
        Arguments.Add(BookmarkTarget.Argument);
        Arguments.Add(Key);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        BookmarkTarget target = BookmarkTarget.Find(lake, context);
        string? key = context.Arguments.GetValue(Key);
        using JobRunner runner = await lake.LockForRunsAsync(cancellationToken);
        int count = await lake.Bookmarks.RetryAsync(target.Table, key, cancellationToken);
        context.Say(count switch
        {
            0 => $"{target.Table} has left out no such file",
            1 => $"1 file is read again at the next run: tarn run -s {target.Table}",
            _ => $"{count} files are read again at the next run: tarn run -s {target.Table}",
        });
        return count == 0 && key is not null ? ExitCode.Failed : ExitCode.Ok;
    }
}
