using System.Globalization;
using Tarn.Flows.Graphs;
using Tarn.Jobs.Background;
using Tarn.Jobs.Runs;
using Tarn.Jobs.Stored;

namespace Tarn.Flows.Runs.Work;

/// <summary>Runs jobs, and reads sources.</summary>
internal sealed class JobWorker(JobService jobs, RunHistory history, StepPauses pauses) : IStepWorker
{
    private readonly JobRunFollower _follower = new(jobs);

    public async Task<StepResult> RunAsync(
        StepCall call, CancellationToken stopToken, CancellationToken cancellationToken)
    {
        JobStart start = StartOf(call) with
        {
            RunId = call.RunId,
            Trigger = call.Trigger,
            Origin = new RunOrigin(RunOriginKind.Workflow, call.Live.Run.Workflow),
        };
        string name = start.Job;
        while (await jobs.TryStartAsync(start, cancellationToken) is null)
        {
            // It has as many runs as it may; this one waits for its place.
            if (!await StepPauses.WaitAsync(jobs.WaitAsync(name, cancellationToken), stopToken, cancellationToken))
            {
                return new StepResult(StepState.Stopped);
            }
        }

        JobRunRecord ended = await _follower.WaitAsync(name, call.RunId, stopToken, cancellationToken);
        return ended.State switch
        {
            JobRunState.Interrupted => StepResult.Interrupted,

            // A server that ends stops its runs, which nobody has asked for.
            JobRunState.Stopped when !stopToken.IsCancellationRequested && ended.StartedAt < pauses.OpenedAt =>
                StepResult.Interrupted,
            _ => new StepResult(StateOf(ended.State))
            {
                Outputs = await OutputsAsync(ended, cancellationToken),
                Error = ended.Error,
            },
        };
    }

    private JobStart StartOf(StepCall call)
    {
        if (call.Work is StepWork.RunSource source)
        {
            string select = string.Join(' ', jobs.Catalog.SelectOf(source.Name, source.Tables));
            return new JobStart(SourceJobs.NameOf(source.Name))
            {
                Arguments = new Dictionary<string, string> { [JobArguments.Select] = select },
            };
        }

        StepWork.RunJob work = (StepWork.RunJob)call.Work;
        return new JobStart(call.Values.Fill(work.Name))
        {
            Arguments = call.Values.Fill(work.Arguments),
            TimeoutMinutes = work.TimeoutMinutes,
        };
    }

    private static StepState StateOf(JobRunState state) => state switch
    {
        JobRunState.Succeeded => StepState.Succeeded,
        JobRunState.TimedOut => StepState.TimedOut,
        JobRunState.Stopped => StepState.Stopped,
        _ => StepState.Failed,
    };

    private async Task<IReadOnlyDictionary<string, string>> OutputsAsync(
        JobRunRecord ended, CancellationToken cancellationToken)
    {
        Dictionary<string, string> outputs = new() { ["run_id"] = ended.Id };
        if (await history.FindExactlyAsync(ended.Id, cancellationToken) is { } report)
        {
            Add("rows_in", report.Steps.Sum(step => step.RowsIn));
            Add("rows_out", report.Steps.Sum(step => step.RowsOut));
            Add("rows_dropped", report.Steps.Sum(step => step.RowsDropped));
            Add("rows_quarantined", report.Steps.Sum(step => step.RowsQuarantined));
            Add("tables_changed", report.Steps.Count(step => step.State == RunState.Succeeded));
        }

        return outputs;

        void Add(string name, long value) => outputs[name] = value.ToString(CultureInfo.InvariantCulture);
    }
}
