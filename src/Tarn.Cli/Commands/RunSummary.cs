using Tarn.Catalog;
using Tarn.Cli.Output;
using Tarn.Cli.Progress;
using Tarn.Common;
using Tarn.Jobs.Runs;

namespace Tarn.Cli.Commands;

/// <summary>
/// Tells people what a run did: its steps, what checks found, what could not be read, what failed and why.
/// </summary>
internal static class RunSummary
{
    /// <summary>Tables go to the output, errors and the last line to the error stream.</summary>
    public static async Task WriteAsync(CommandContext context, RunReport run, CancellationToken cancellationToken)
    {
        IRowWriter writer = context.CreateWriter(OutputFormat.Auto);
        bool isScreen = context.Terminal.IsOutputTerminal;
        await writer.WriteAsync(RunTables.Steps(run), cancellationToken);
        if (isScreen && RunTables.HasFindings(run))
        {
            context.Terminal.Output.WriteLine();
            await writer.WriteAsync(RunTables.Findings(run), cancellationToken);
        }

        if (isScreen && RunTables.HasUnreadable(run))
        {
            context.Terminal.Output.WriteLine();
            await writer.WriteAsync(RunTables.Unreadable(run), cancellationToken);
        }

        await context.Terminal.Output.FlushAsync(cancellationToken);
        WriteMessages(context, run);
    }

    /// <summary>What was read, and how to see more of it; on a screen only.</summary>
    public static async Task WriteInputsAsync(
        CommandContext context, RunReport run, CancellationToken cancellationToken)
    {
        if (context.Terminal.IsOutputTerminal && RunTables.HasInputs(run))
        {
            context.Terminal.Output.WriteLine();
            await context.CreateWriter(OutputFormat.Auto).WriteAsync(RunTables.Inputs(run), cancellationToken);
            context.Say($"'{context.ProgramName} lineage TABLE --run {run.RunId}' says which columns came from which");
        }
    }

    /// <summary>Errors, warnings and the last line.</summary>
    public static void WriteMessages(CommandContext context, RunReport run)
    {
        Palette palette = context.ErrorPalette;
        foreach (StepReport step in run.Steps)
        {
            foreach (string note in step.Notes)
            {
                context.Say($"{palette.Cyan("note")}: {step.Table}: {note}");
            }

            foreach (string warning in step.Warnings)
            {
                context.Say($"{palette.Yellow("warning")}: {step.Table}: {warning}");
            }

            foreach (UnreadableFile file in step.Unreadable)
            {
                context.Warn(
                    ErrorCodes.UnreadableInput,
                    $"{step.Table}: {file.Bucket}/{file.Key} cannot be read and is left out: {file.Reason}");
            }

            if (step.Error is not null)
            {
                string place = step.ErrorLocation is null ? "" : $"\n  {palette.Blue("-->")} {step.ErrorLocation}";
                WriteError(context, step.ErrorCode!, $"{step.Table}: {step.Error}{place}", step.Hint);
            }
        }

        context.Say(LastLine(run, palette));
        if (run.State is RunState.Failed)
        {
            int failed = run.Steps.Count(step => step.State == RunState.Failed);
            string message = $"{failed} of {run.Steps.Count} steps failed";
            WriteError(context, ErrorCodes.RunFailed, message, $"'tarn runs logs {run.RunId}' says more");
        }
    }

    private static void WriteError(CommandContext context, string code, string message, string? hint)
    {
        Palette palette = context.ErrorPalette;
        string more = hint is null ? "" : $"\n  {palette.Blue("=")} {hint}";
        context.Terminal.Error.WriteLine($"{palette.BoldRed($"error[{code}]")}: {message}{more}");
    }

    private static string LastLine(RunReport run, Palette palette)
    {
        if (run.State == RunState.UpToDate || run.Steps.All(step => step.State == RunState.UpToDate))
        {
            return $"{palette.Green("Nothing new")}: all {run.Steps.Count} tables are up to date";
        }

        IEnumerable<string> counts = run.Steps
            .GroupBy(step => step.State)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {RunStates.Text(group.Key)}");
        return $"{string.Join(" · ", counts)} · {ValueText.Seconds(run.Seconds)} · run {run.RunId}";
    }
}
