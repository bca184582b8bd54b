using Spectre.Console;
using Tarn.Jobs.Runs;

namespace Tarn.Cli.Progress;

/// <summary>For people at a terminal: a bar for each step.</summary>
internal sealed class BarProgress(ProgressContext bars) : IRunObserver
{
    private readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);

    public void RunStarted(string runId, IReadOnlyList<string> tables)
    {
        foreach (string table in tables)
        {
            _tasks[table] = bars.AddTask(Describe(table, "waiting"), autoStart: false);
        }
    }

    public void StepStarted(string table)
    {
        _tasks[table].StartTask();
        _tasks[table].Description = Describe(table, "starting");
    }

    public void StepProgressed(string table, double percent, string phase)
    {
        _tasks[table].Value = Math.Clamp(percent, 0, 100);
        _tasks[table].Description = Describe(table, phase);
    }

    public void StepFinished(StepReport step)
    {
        ProgressTask task = _tasks[step.Table];
        if (!task.IsStarted)
        {
            task.StartTask();
        }

        bool isDone = step.State is RunState.Succeeded or RunState.UpToDate;
        task.Value = isDone ? 100 : task.Value;
        task.Description = Describe(step.Table, RunStates.Text(step.State));
        task.StopTask();
    }

    private static string Describe(string table, string phase) =>
        $"{Markup.Escape(table)} [grey]{Markup.Escape(phase)}[/]";
}
