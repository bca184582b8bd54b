using System.Globalization;
using Tarn.Common;
using Tarn.Flows.Graphs;

namespace Tarn.Flows.Backfills;

/// <summary>A range of time that a workflow or a job is to be run for, interval by interval.</summary>
/// <param name="Workflow">Its name, or that of the job; it takes the parameters <c>start</c> and <c>end</c>.</param>
/// <param name="From">The first moment.</param>
/// <param name="To">The end, which does not belong to it.</param>
/// <param name="Step">The length of each interval; the last one may be shorter.</param>
public sealed record BackfillRequest(string Workflow, DateTimeOffset From, DateTimeOffset To, TimeSpan Step)
{
    public const int IntervalsMax = 10_000;
    public const int ParallelAllowedMax = 100;

    /// <summary>What is run; null: the workflow as it is when a run starts.</summary>
    public WorkflowDefinition? Definition { get; init; }

    /// <summary>How many runs at a time.</summary>
    public int ParallelMax { get; init; } = 1;

    /// <summary>Of each run, besides <c>start</c> and <c>end</c>.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The intervals, in their order.</summary>
    /// <exception cref="TarnException"><c>TN1005</c>: there are none, or too many.</exception>
    public IReadOnlyList<(DateTimeOffset Start, DateTimeOffset End)> Intervals()
    {
        if (From >= To || Step <= TimeSpan.Zero)
        {
            throw new TarnException(
                ErrorCodes.BadArgument, $"there is no interval of {Step} from {Text(From)} to {Text(To)}");
        }

        double count = Math.Ceiling((To - From) / Step);
        if (count > IntervalsMax)
        {
            throw new TarnException(
                ErrorCodes.BadArgument,
                $"from {Text(From)} to {Text(To)} there are {count:F0} intervals of {Step}, expected {IntervalsMax} at"
                + " most");
        }

        List<(DateTimeOffset, DateTimeOffset)> intervals = [];
        for (DateTimeOffset start = From; start < To; start += Step)
        {
            intervals.Add((start, start + Step < To ? start + Step : To));
        }

        return intervals;
    }

    /// <summary>As runs get it: a day where it is the beginning of one.</summary>
    internal static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString(
        moment.UtcDateTime.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss'Z'",
        CultureInfo.InvariantCulture);
}
