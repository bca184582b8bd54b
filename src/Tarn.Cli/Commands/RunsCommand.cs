using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Jobs.Runs;

namespace Tarn.Cli.Commands;

/// <summary>Past runs: list, show, logs.</summary>
internal sealed class RunsCommand : Command
{
    private const int CountDefault = 20;

    private static readonly Argument<string?> Run = new("run")
    {
        Description = "Id of a run, or the start or end of it [default: the latest]",
        HelpName = "RUN",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public RunsCommand()
        : base("runs", "Look at past runs")
    {
        Subcommands.Add(new List());
        Subcommands.Add(new Show());
        Subcommands.Add(new Logs());
    }

    private static async Task<RunReport> FindAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        if (context.Arguments.GetValue(Run) is not { } id)
        {
            IReadOnlyList<RunReport> latest = await lake.Runs.ListAsync(1, cancellationToken);
            return latest.Count > 0 ? latest[0] : throw new TarnException(ErrorCodes.UnknownName, "nothing has run yet")
            {
                Hint = "'tarn run' runs the jobs of the lake",
            };
        }

        return await lake.Runs.FindAsync(id, cancellationToken) ?? throw new TarnException(
            ErrorCodes.UnknownName, $"there is no run '{id}'")
        {
            Hint = "'tarn runs list' lists the latest",
        };
    }

    private sealed class List : LakeCommand
    {
        private static readonly Option<int> Count = new("--count", "-n")
        {
            Description = "How many",
            HelpName = "N",
            DefaultValueFactory = _ => CountDefault,
        };

        public List()
            : base("list", "List the latest runs, newest first")
        {
            Options.Add(Count);
            Options.Add(OutputOption.Rows);
        }

        protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
        {
            using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
            IReadOnlyList<RunReport> runs = await lake.Runs.ListAsync(
                context.Arguments.GetValue(Count), cancellationToken);
            await context.WriteRowsAsync(
                OutputRows.Of(RunTables.RunColumns, runs.Select(RunTables.Run)), cancellationToken);
            return ExitCode.Ok;
        }
    }

    private sealed class Show : LakeCommand
    {
        public Show()
            : base("show", "Show what a run did")
        {
            Arguments.Add(Run);
            Options.Add(OutputOption.Rows);
        }

        protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
        {
            using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
            RunReport run = await FindAsync(context, lake, cancellationToken);
            OutputFormat format = context.Target(OutputOption.Rows).Format;
            if (format == OutputFormat.Json)
            {
                RunDocument.Write(context.Terminal.Output, run);
            }
            else if (format == OutputFormat.Auto)
            {
                await RunSummary.WriteAsync(context, run, cancellationToken);
                await RunSummary.WriteInputsAsync(context, run, cancellationToken);
            }
            else
            {
                await context.CreateWriter(format).WriteAsync(RunTables.Steps(run), cancellationToken);
            }

            return ExitCode.Ok;
        }
    }

    private sealed class Logs : LakeCommand
    {
        private static readonly OutputColumn[] Columns =
            [new("at", ColumnKind.Moment), new("level"), new("step"), new("text")];

        private static readonly Option<string?> Step = new("--step")
        {
            Description = "Only lines about this table",
            HelpName = "TABLE",
        };

        public Logs()
            : base("logs", "Print the log of a run")
        {
            Arguments.Add(Run);
            Options.Add(Step);
            Options.Add(OutputOption.Rows);
        }

        protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
        {
            using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
            RunReport run = await FindAsync(context, lake, cancellationToken);
            string? step = context.Arguments.GetValue(Step);
            List<object?[]> rows = [];
            await foreach (RunLogLine line in lake.Runs.LogAsync(run.RunId, cancellationToken))
            {
                if (step is null || line.Step == step)
                {
                    rows.Add([line.At, line.Level, line.Step, line.Text]);
                }
            }

            await context.WriteRowsAsync(OutputRows.Of(Columns, rows), cancellationToken);
            return ExitCode.Ok;
        }
    }
}
