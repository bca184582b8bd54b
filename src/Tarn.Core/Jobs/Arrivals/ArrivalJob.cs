using Tarn.Common;
using Tarn.Jobs.Background;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Runs;
using Tarn.Storage.Watching;

namespace Tarn.Jobs.Arrivals;

/// <summary>A job that starts by itself, and what of the lake it waits for.</summary>
/// <param name="name">Of the job.</param>
/// <param name="models">All of it, in dependency order.</param>
/// <param name="planner">Finds what is new for models.</param>
/// <param name="jobs">Runs it.</param>
internal sealed class ArrivalJob(
    string name, IReadOnlyList<ModelDefinition> models, InputPlanner planner, JobService jobs) : IArrivalWork
{
    /// <summary>What runs that start so have as their trigger.</summary>
    public const string Trigger = "on_arrival";

    private readonly ModelDefinition[] _waiting = [.. models.Where(model => model.OnArrival is not null)];

    /// <summary>The shortest of its models'.</summary>
    public TimeSpan QuietTime => _waiting.Min(model => model.OnArrival!.QuietTime);

    /// <inheritdoc cref="QuietTime"/>
    public TimeSpan WaitMax => _waiting.Min(model => model.OnArrival!.WaitMax);

    /// <summary>Where its inputs are, by bucket and beginning of key.</summary>
    public Task<IReadOnlyList<(string Bucket, string Prefix)>> FindPlacesAsync(CancellationToken cancellationToken) =>
        planner.FindPlacesAsync(_waiting, cancellationToken);

    /// <summary>Another text when something in the inputs changed; null when they cannot be listed now.</summary>
    public async Task<string?> FindDigestAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await planner.FindDigestAsync(_waiting, cancellationToken);
        }
        catch (TarnException)
        {
            // Runs say why.
            return null;
        }
    }

    /// <summary>Runs the job unless nothing is new for it, and waits for its end.</summary>
    public async Task<ArrivalOutcome> RunAsync(CancellationToken cancellationToken)
    {
        if (!await HasNewsAsync(cancellationToken))
        {
            return ArrivalOutcome.Done;
        }

        JobRunRecord? run = await jobs.TryStartAsync(
            new JobStart(name) { Trigger = Trigger, Origin = new RunOrigin(RunOriginKind.Arrival) }, cancellationToken);
        await jobs.WaitAsync(name, cancellationToken);
        return run is null ? ArrivalOutcome.Busy
            : (await jobs.GetRunAsync(name, run.Id, cancellationToken)).State == JobRunState.Succeeded
                || !await HasNewsAsync(cancellationToken)
                ? ArrivalOutcome.Done
                : ArrivalOutcome.Failed;
    }

    /// <summary>What cannot be planned is left to a run, which says why.</summary>
    private async Task<bool> HasNewsAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (ModelDefinition model in models)
            {
                if (!(await planner.PlanAsync(model, fullRefresh: false, cancellationToken)).IsUpToDate)
                {
                    return true;
                }
            }

            return false;
        }
        catch (TarnException)
        {
            return true;
        }
    }
}
