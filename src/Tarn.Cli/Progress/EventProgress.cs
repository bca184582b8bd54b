using System.Text.Json;
using Tarn.Cli.Output;
using Tarn.Jobs.Runs;

namespace Tarn.Cli.Progress;

/// <summary>For <c>-o jsonl</c>: an event per line on the output, the first saying which version they have.</summary>
internal sealed class EventProgress(TextWriter output) : IRunObserver
{
    public void RunStarted(string runId, IReadOnlyList<string> tables)
    {
        Write(new RunEvent("version") { SchemaVersion = JsonWriter.SchemaVersion });
        Write(new RunEvent("run_started") { RunId = runId, Tables = tables });
    }

    public void StepStarted(string table) => Write(new RunEvent("step_started") { Table = table });

    public void StepProgressed(string table, double percent, string phase)
    {
    }

    public void StepFinished(StepReport step) =>
        Write(new RunEvent("step_finished") { Table = step.Table, Step = step });

    public void Finished(RunReport run) => Write(new RunEvent("run_finished") { RunId = run.RunId, Run = run });

    private void Write(RunEvent line)
    {
        output.Write(JsonSerializer.Serialize(line, CliEventJson.Default.RunEvent));
        output.Write('\n');
        output.Flush();
    }
}
