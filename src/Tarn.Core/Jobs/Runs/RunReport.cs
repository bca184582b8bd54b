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

    public double Seconds => FinishedAt is { } end ? (end - StartedAt).TotalSeconds : 0;
}
