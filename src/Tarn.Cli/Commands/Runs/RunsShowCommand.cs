using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Cli.Progress;
using Tarn.Jobs.Background;
using Tarn.Jobs.Runs;

namespace Tarn.Cli.Commands.Runs;

/// <summary>Shows what a run did, or does.</summary>
internal sealed class RunsShowCommand : LakeCommand
{
    public RunsShowCommand()
        : base("show", "Show what a run did, and who started it")
    {
        Arguments.Add(RunArgument.Latest);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        KnownRun run = await lake.AllRuns.Book.GetAsync(
            context.Arguments.GetValue(RunArgument.Latest), cancellationToken);
        RunReport report = run.Report ?? ReportOf(run);
        OutputFormat format = context.Target(OutputOption.Rows).Format;
        if (format == OutputFormat.Json)
        {
            RunDocument.Write(context.Terminal.Output, report);
        }
        else if (format != OutputFormat.Auto)
        {
            await context.CreateWriter(format).WriteAsync(RunTables.Steps(report), cancellationToken);
        }
        else if (run.HasEnded)
        {
            await RunSummary.WriteAsync(context, report, cancellationToken);
            await RunSummary.WriteInputsAsync(context, report, cancellationToken);
            TellParameters(context, report);
            TellOrigin(context, run);
        }
        else
        {
            LiveStep? step = lake.AllRuns.Live.Find(run.Id)?.Step;
            await context.CreateWriter(format).WriteAsync(RunTables.Progress(report, step), cancellationToken);
            context.Say($"{RunStates.Text(run)} · run {run.Id}");
            TellParameters(context, report);
            TellOrigin(context, run);
        }

        return ExitCode.Ok;
    }

    private static void TellParameters(CommandContext context, RunReport report)
    {
        if (report.Parameters.Count > 0)
        {
            IEnumerable<string> pairs = report.Parameters.Select(pair => $"{pair.Key}={pair.Value}");
            context.Say($"parameters: {string.Join(", ", pairs)}");
        }
    }

    private static void TellOrigin(CommandContext context, KnownRun run)
    {
        string origin = run.Origin is { } by ? $"started by {by}" : "started by nobody known";
        string again = run.PreviousId is { } before ? $" · attempt {run.Attempt + 1}, after run {before}" : "";
        context.Say(origin + again);
        if (run.Report is null && run.Record?.Error is { } error)
        {
            context.Say(error);
        }
    }

    /// <summary>Of a run that never got to its first step.</summary>
    private static RunReport ReportOf(KnownRun run) => new()
    {
        RunId = run.Id,
        State = run.State switch
        {
            JobRunState.Failed or JobRunState.TimedOut => RunState.Failed,
            JobRunState.Stopped => RunState.Cancelled,
            JobRunState.Interrupted => RunState.Interrupted,
            _ => RunState.Running,
        },
        Jobs = run.Jobs,
        StartedAt = run.StartedAt,
        FinishedAt = run.EndedAt,
        Steps = [],
        Origin = run.Origin,
        Attempt = run.Attempt,
        PreviousId = run.PreviousId,
    };
}
