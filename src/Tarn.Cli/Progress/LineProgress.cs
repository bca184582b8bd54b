using Tarn.Cli.Output;
using Tarn.Jobs.Runs;

namespace Tarn.Cli.Progress;

/// <summary>For logs and pipes: a line when a step starts and one when it ends.</summary>
internal sealed class LineProgress(TextWriter output) : IRunObserver
{
    public void RunStarted(string runId, IReadOnlyList<string> tables) =>
        output.WriteLine($"run {runId}: {tables.Count} steps");

    public void StepStarted(string table) => output.WriteLine($"{table}: started");

    public void StepProgressed(string table, double percent, string phase)
    {
    }

    public void StepFinished(StepReport step) => output.WriteLine(StepLine.Of(step, Palette.Plain));
}
