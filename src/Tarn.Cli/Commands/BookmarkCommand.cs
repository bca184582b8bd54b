using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Jobs;

namespace Tarn.Cli.Commands;

/// <summary>What a model has consumed, and how to make it forget.</summary>
internal sealed class BookmarkCommand : Command
{
    private static readonly Argument<string> Model = new("model")
    {
        Description = "The table of a model: database.table",
        HelpName = "MODEL",
    };

    public BookmarkCommand()
        : base("bookmark", "Show or reset what a model has consumed")
    {
        Subcommands.Add(new Show());
        Subcommands.Add(new Retry());
        Subcommands.Add(new Reset());
    }

    private static ModelDefinition Find(LakeHost lake, string name) =>
        lake.Definition.Models.FirstOrDefault(model =>
            string.Equals(model.Table.ToString(), name, StringComparison.OrdinalIgnoreCase))
        ?? throw new TarnException(ErrorCodes.UnknownName, $"there is no model '{name}'")
        {
            Hint = Suggestion.DidYouMean(name, lake.Definition.Models.Select(model => model.Table.ToString()))
                ?? "'tarn ls models' lists those there are",
        };

    private sealed class Show : LakeCommand
    {
        private static readonly OutputColumn[] Columns =
            [new("file"), new("size", ColumnKind.Bytes), new("state"), new("reason")];

        public Show()
            : base("show", "List the input files that a model has consumed or could not read")
        {
            Arguments.Add(Model);
            Options.Add(OutputOption.Rows);
        }

        protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
        {
            using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
            ModelDefinition model = Find(lake, context.Arguments.GetRequiredValue(Model));
            if (await lake.Bookmarks.ReadAsync(model.Table, cancellationToken) is not { } bookmark)
            {
                context.Say($"{model.Table} has no bookmark: it was never run, or was reset");
                return ExitCode.Ok;
            }

            IEnumerable<object?[]> consumed = bookmark.Consumed
                .Select(file => new object?[] { file.Key, file.SizeBytes, "consumed", null });
            IEnumerable<object?[]> rejected = bookmark.Rejected
                .Select(file => new object?[] { file.Key, file.SizeBytes, file.StateFor(model.TriesMax), file.Reason });
            await context.WriteRowsAsync(OutputRows.Of(Columns, consumed.Concat(rejected)), cancellationToken);
            context.Say(
                $"version {bookmark.Version}, settled {ValueText.ForPeople(bookmark.SettledAt, ColumnKind.Moment)} "
                    + $"by run {bookmark.RunId}");
            return ExitCode.Ok;
        }
    }

    private sealed class Retry : LakeCommand
    {
        private static readonly Argument<string?> Key = new("key")
        {
            Description = "One of them [default: all]",
            HelpName = "KEY",
            Arity = ArgumentArity.ZeroOrOne,
        };

        public Retry()
            : base("retry", "Take in again what could not be read or made the SQL fail, at the next run")
        {
            Arguments.Add(Model);
            Arguments.Add(Key);
        }

        protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
        {
            using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
            ModelDefinition model = Find(lake, context.Arguments.GetRequiredValue(Model));
            string? key = context.Arguments.GetValue(Key);
            using JobRunner runner = await lake.LockForRunsAsync(cancellationToken);
            int count = await lake.Bookmarks.RetryAsync(model.Table, key, cancellationToken);
            context.Say(count switch
            {
                0 => $"{model.Table} has left out no such file",
                1 => $"1 file is read again at the next run: tarn run -s {model.Table}",
                _ => $"{count} files are read again at the next run: tarn run -s {model.Table}",
            });
            return count == 0 && key is not null ? ExitCode.Failed : ExitCode.Ok;
        }
    }

    private sealed class Reset : LakeCommand
    {
        public Reset()
            : base("reset", "Forget it: the next run builds the table anew from all its input") =>
            Arguments.Add(Model);

        protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
        {
            using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
            ModelDefinition model = Find(lake, context.Arguments.GetRequiredValue(Model));
            if (!await context.ConfirmAsync($"Forget what {model.Table} has consumed?", cancellationToken))
            {
                return ExitCode.Failed;
            }

            using JobRunner runner = await lake.LockForRunsAsync(cancellationToken);
            await lake.Bookmarks.ResetAsync(model.Table, cancellationToken);
            context.Say($"{model.Table} starts over at the next run: tarn run -s {model.Table}");
            return ExitCode.Ok;
        }
    }
}
