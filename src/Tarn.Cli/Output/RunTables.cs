using Tarn.Cli.Progress;
using Tarn.Jobs.Background;
using Tarn.Jobs.Runs;

namespace Tarn.Cli.Output;

/// <summary>What a run did, as rows.</summary>
internal static class RunTables
{
    public static readonly OutputColumn[] RunColumns =
    [
        new("run"), new("state"), new("jobs"), new("started", ColumnKind.Moment), new("time", ColumnKind.Seconds),
        new("steps", ColumnKind.Count), new("rows_in", ColumnKind.Count), new("rows_out", ColumnKind.Count),
        new("read", ColumnKind.Bytes), new("written", ColumnKind.Bytes), new("attempt", ColumnKind.Number),
        new("started_by"),
    ];

    private static readonly OutputColumn[] ProgressColumns =
        [new("table"), new("state"), new("percent", ColumnKind.Number), new("phase"), new("time", ColumnKind.Seconds)];

    private static readonly OutputColumn[] StepColumns =
    [
        new("table"), new("state"), new("rows_in", ColumnKind.Count), new("rows_out", ColumnKind.Count),
        new("dropped", ColumnKind.Count), new("quarantined", ColumnKind.Count), new("time", ColumnKind.Seconds),
        new("rows_per_second", ColumnKind.Count), new("read", ColumnKind.Bytes), new("written", ColumnKind.Bytes),
    ];

    private static readonly OutputColumn[] CheckColumns =
    [
        new("table"), new("check"), new("on_fail"), new("rows", ColumnKind.Count), new("detail"),
    ];

    private static readonly OutputColumn[] InputColumns =
    [
        new("table"), new("reads"), new("version", ColumnKind.Number), new("files", ColumnKind.Count),
    ];

    private static readonly OutputColumn[] UnreadableColumns =
        [new("table"), new("file"), new("size", ColumnKind.Bytes), new("reason")];

    public static object?[] Run(KnownRun run)
    {
        IReadOnlyList<StepReport> steps = run.Report?.Steps ?? [];
        return
        [
            run.Id, RunStates.Text(run), string.Join(", ", run.Jobs), run.StartedAt,
            run.EndedAt is { } end ? (end - run.StartedAt).TotalSeconds : null,
            steps.Count, steps.Sum(step => step.RowsHandled), steps.Sum(step => step.RowsOut),
            steps.Sum(step => step.InputBytes), steps.Sum(step => step.OutputBytes), run.Attempt + 1,
            run.Origin?.ToString(),
        ];
    }

    /// <summary>The steps of a run that is under way, those to come too.</summary>
    /// <param name="run">As far as it is kept.</param>
    /// <param name="current">The step at work, when it is known.</param>
    public static OutputRows Progress(RunReport run, LiveStep? current)
    {
        string[] ahead = [.. run.Planned.Except(run.Steps.Select(step => step.Table))];
        return OutputRows.Of(
            ProgressColumns,
            run.Steps
                .Select(step => new object?[] { step.Table, RunStates.Text(step.State), 100, "", step.Seconds })
                .Concat(ahead.Select(table => current?.Table == table
                    ? new object?[] { table, "running", (int)current.Percent, current.Phase, null }
                    : [table, "waiting", null, "", null])));
    }

    public static OutputRows Steps(RunReport run) => OutputRows.Of(StepColumns, run.Steps.Select(step => new object?[]
    {
        step.Table, RunStates.Text(step.State), step.RowsHandled, step.RowsOut, step.RowsDropped,
        step.RowsQuarantined, step.Seconds, step.Seconds > 0 ? (long)(step.RowsHandled / step.Seconds) : null,
        step.InputBytes, step.OutputBytes,
    }));

    /// <summary>What each step read.</summary>
    public static OutputRows Inputs(RunReport run) => OutputRows.Of(InputColumns, run.Steps
        .SelectMany(step => step.Inputs.Select(input => new object?[]
        {
            step.Table, input.Table, input.Version, input.Files,
        })));

    /// <summary>Checks that found something.</summary>
    public static OutputRows Findings(RunReport run) => OutputRows.Of(CheckColumns, run.Steps
        .SelectMany(step => step.Checks.Where(check => check.Rows > 0).Select(check => new object?[]
        {
            step.Table, check.Name, Words.Of(check.OnFail), check.Rows, check.Detail ?? "",
        })));

    public static OutputRows Unreadable(RunReport run) => OutputRows.Of(UnreadableColumns, run.Steps
        .SelectMany(step => step.Unreadable.Select(file => new object?[]
        {
            step.Table, $"{file.Bucket}/{file.Key}", file.SizeBytes, file.Reason,
        })));

    public static bool HasFindings(RunReport run) => run.Steps.Any(step => step.Checks.Any(check => check.Rows > 0));

    public static bool HasInputs(RunReport run) => run.Steps.Any(step => step.Inputs.Count > 0);

    public static bool HasUnreadable(RunReport run) => run.Steps.Any(step => step.Unreadable.Count > 0);
}
