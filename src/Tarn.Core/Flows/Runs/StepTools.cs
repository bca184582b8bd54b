using Tarn.Common;
using Tarn.Flows.Graphs;
using Tarn.Flows.Runs.Work;

namespace Tarn.Flows.Runs;

/// <summary>What steps are done with.</summary>
internal sealed record StepTools
{
    private readonly Lock _drawing = new();

    /// <summary>Does the work of a step.</summary>
    public required Func<StepWork, IStepWorker> WorkerOf { get; init; }

    public required IRunQueries Queries { get; init; }

    public required StepPauses Pauses { get; init; }

    public required IIdSource IdSource { get; init; }

    /// <summary>Makes delays differ; shared by steps that are done at the same time.</summary>
    public required Random Random { get; init; }

    /// <summary>From 0 to less than 1.</summary>
    public double Draw()
    {
        lock (_drawing)
        {
            return Random.NextDouble();
        }
    }
}
