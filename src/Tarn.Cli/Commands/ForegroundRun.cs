using Tarn.Cli.Hosting;
using Tarn.Cli.Hosting.Notifications;
using Tarn.Cli.Hosting.Telemetry;
using Tarn.Cli.Output;
using Tarn.Cli.Progress;
using Tarn.Common;
using Tarn.Jobs;
using Tarn.Jobs.Runs;

namespace Tarn.Cli.Commands;

/// <summary>A run that the command waits for, and shows while it goes.</summary>
internal static class ForegroundRun
{
    /// <param name="context">Of the command.</param>
    /// <param name="lake">Opened by the command.</param>
    /// <param name="ask">What to run; who asks is filled in.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<ExitCode> RunAsync(
        CommandContext context, LakeHost lake, Func<Task<RunRequest>> ask, CancellationToken cancellationToken)
    {
        OutputFormat format = context.Target(OutputOption.Rows).Format;
        await using TelemetryExport? telemetry = context.StartTelemetry(lake);
        await RequireValidAsync(lake, cancellationToken);
        RunRequest request = await ask() with { Origin = OriginOf(context) };
        using JobRunner runner = await OpenRunnerAsync(context, lake, cancellationToken);
        if (format == OutputFormat.JsonLines)
        {
            EventProgress events = new(context.Terminal.Output);
            RunReport told = await runner.RunAsync(request, events, cancellationToken);
            events.Finished(told);
            await EndAsync(context, lake);
            return RunExitCode.Of(told);
        }

        RunReport run = await RunProgress.ShowAsync(
            context, observer => runner.RunAsync(request, observer, cancellationToken));
        await WriteAsync(context, run, format);
        await EndAsync(context, lake);
        return RunExitCode.Of(run);
    }

    /// <summary>The person at the terminal.</summary>
    public static RunOrigin OriginOf(CommandContext context) => new(
        RunOriginKind.Person, context.Terminal.Variable("USER") ?? context.Terminal.Variable("USERNAME"));

    /// <summary>Takes the lake and says what was left of a crashed run.</summary>
    public static async Task<JobRunner> OpenRunnerAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        JobRunner runner = await lake.LockForRunsAsync(cancellationToken);
        foreach (string recovered in runner.Recovered)
        {
            context.Say($"{context.ErrorPalette.Cyan("recovered")}: {recovered}");
        }

        return runner;
    }

    /// <summary>Errors that only binding finds are all told before anything runs, not one by one in the run.</summary>
    /// <exception cref="DiagnosticException">There are some.</exception>
    public static async Task RequireValidAsync(LakeHost lake, CancellationToken cancellationToken)
    {
        IReadOnlyList<Diagnostic> problems = await lake.FindProblemsAsync(cancellationToken);
        if (problems.Count > 0)
        {
            throw new DiagnosticException(problems);
        }
    }

    /// <summary>What is left to do after a run, also one that was cancelled.</summary>
    private static async Task EndAsync(CommandContext context, LakeHost lake)
    {
        await LakeNotifications.TellOnceAsync(lake, context.Services, CancellationToken.None);
        await lake.AllRuns.ForgetOldAsync(CancellationToken.None);
    }

    /// <summary>A cancelled run is summed up as well, hence no token.</summary>
    private static async Task WriteAsync(CommandContext context, RunReport run, OutputFormat format)
    {
        switch (format)
        {
            case OutputFormat.Json:
                RunDocument.Write(context.Terminal.Output, run);
                RunSummary.WriteMessages(context, run);
                break;
            case OutputFormat.Csv or OutputFormat.Markdown:
                await context.CreateWriter(format).WriteAsync(RunTables.Steps(run), CancellationToken.None);
                RunSummary.WriteMessages(context, run);
                break;
            default:
                await RunSummary.WriteAsync(context, run, CancellationToken.None);
                break;
        }
    }
}
