using System.Collections.ObjectModel;

namespace Tarn.Jobs.Runs;

/// <summary>What one run did; also the document that is kept of it.</summary>
public sealed record RunReport
{
    public required string RunId { get; init; }

    public required RunState State { get; init; }

    public required IReadOnlyList<string> Jobs { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public required IReadOnlyList<StepReport> Steps { get; init; }

    /// <summary>The tables of all its steps, in their order, also of those to come; empty in older reports.</summary>
    public IReadOnlyList<string> Planned { get; init; } = [];

    /// <summary>Which models were asked for; empty is all of the jobs.</summary>
    public IReadOnlyList<string> Select { get; init; } = [];

    /// <summary>Whether it was to build its tables from all their input.</summary>
    public bool FullRefresh { get; init; }

    /// <summary>Values that it was given for parameters of models, by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters
    {
        get => field ?? ReadOnlyDictionary<string, string>.Empty;
        init;
    }

    /// <summary>Who started it; null in reports of before.</summary>
    public RunOrigin? Origin { get; init; }

    /// <summary>0 of a first run, counted up by those that do it again.</summary>
    public int Attempt { get; init; }

    /// <summary>The run that this one does again; null when it does not.</summary>
    public string? PreviousId { get; init; }

    public double Seconds => FinishedAt is { } end ? (end - StartedAt).TotalSeconds : 0;
}
