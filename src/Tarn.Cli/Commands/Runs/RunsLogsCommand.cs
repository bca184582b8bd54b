using System.CommandLine;
using System.Runtime.CompilerServices;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Jobs.Background;
using Tarn.Jobs.Runs;

namespace Tarn.Cli.Commands.Runs;

/// <summary>Prints the log of a run, and follows it.</summary>
internal sealed class RunsLogsCommand : LakeCommand
{
    private static readonly OutputColumn[] Columns =
        [new("at", ColumnKind.Moment), new("level"), new("step"), new("text")];

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);

    private static readonly Option<string?> Step = new("--step")
    {
        Description = "Only lines about this table",
        HelpName = "TABLE",
    };

    private static readonly Option<bool> Follow = new("--follow", "-f")
    {
        Description = "Wait for more until the run has ended",
    };

    public RunsLogsCommand()
        : base("logs", "Print the log of a run")
    {
        Arguments.Add(RunArgument.Latest);
        Options.Add(Step);
        Options.Add(Follow);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        KnownRun run = await lake.AllRuns.Book.GetAsync(
            context.Arguments.GetValue(RunArgument.Latest), cancellationToken);
        string? step = context.Arguments.GetValue(Step);
        if (context.Arguments.GetValue(Follow))
        {
            await FollowAsync(context, lake, run.Id, step, cancellationToken);
            return ExitCode.Ok;
        }

        List<RunLogLine> lines = await lake.Runs.LogAsync(run.Id, cancellationToken)
            .Where(line => step is null || line.Step == step)
            .ToListAsync(cancellationToken);
        await context.WriteRowsAsync(OutputRows.Of(Columns, lines.Select(Row)), cancellationToken);
        return ExitCode.Ok;
    }

    /// <summary>Each line is written as it comes: a table would wait for the widest.</summary>
    private static async Task FollowAsync(
        CommandContext context, LakeHost lake, string runId, string? step, CancellationToken cancellationToken)
    {
        OutputFormat format = context.Target(OutputOption.Rows).Format;
        IRowWriter writer = format == OutputFormat.Auto
            ? new TabSeparatedWriter(context.Terminal.Output)
            : context.CreateWriter(format);
        await writer.WriteAsync(
            new OutputRows(Columns, ReadAsync(context, lake, runId, step, cancellationToken)), cancellationToken);
    }

    private static async IAsyncEnumerable<IReadOnlyList<object?[]>> ReadAsync(
        CommandContext context,
        LakeHost lake,
        string runId,
        string? step,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int told = 0;
        while (true)
        {
            // Asked first: what is written until the end is then read.
            bool isUnderWay = await lake.AllRuns.IsUnderWayAsync(runId, cancellationToken);
            List<RunLogLine> lines = await lake.Runs.LogAsync(runId, cancellationToken).ToListAsync(cancellationToken);
            yield return [.. lines.Skip(told).Where(line => step is null || line.Step == step).Select(Row)];
            told = lines.Count;
            await context.Terminal.Output.FlushAsync(cancellationToken);
            if (!isUnderWay)
            {
                yield break;
            }

            await Task.Delay(LookInterval, context.Services.TimeProvider, cancellationToken);
        }
    }

    private static object?[] Row(RunLogLine line) => [line.At, line.Level, line.Step, line.Text];
}
