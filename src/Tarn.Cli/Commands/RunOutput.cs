using Tarn.Cli.Output;
using Tarn.Cli.Progress;
using Tarn.Jobs;
using Tarn.Jobs.Runs;

namespace Tarn.Cli.Commands;

/// <summary>A run as a command shows it, while it goes and when it has ended.</summary>
internal static class RunOutput
{
    /// <summary>Runs it, in the format that <c>-o</c> says.</summary>
    public static async Task<ExitCode> ShowAsync(
        CommandContext context, JobRunner runner, RunRequest request, CancellationToken cancellationToken)
    {
        OutputFormat format = context.Target(OutputOption.Rows).Format;
        if (format == OutputFormat.JsonLines)
        {
            EventProgress events = new(context.Terminal.Output);
            RunReport told = await runner.RunAsync(request, events, cancellationToken);
            events.Finished(told);
            return RunExitCode.Of(told);
        }

        RunReport run = await RunProgress.ShowAsync(
            context, observer => runner.RunAsync(request, observer, cancellationToken));
        await WriteAsync(context, run, format);
        return RunExitCode.Of(run);
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
