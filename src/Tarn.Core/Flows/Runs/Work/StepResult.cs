using Tarn.Flows.Graphs;

namespace Tarn.Flows.Runs.Work;

/// <summary>How an attempt ended.</summary>
/// <param name="State">One of the ends.</param>
internal sealed record StepResult(StepState State)
{
    /// <summary>The process that did the work ended before the work did: it has to be done again.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>Whether it makes no sense to try again.</summary>
    public bool IsFinal { get; init; }

    /// <summary>The least time to wait before it is tried again, as another side asks for; null: it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Error { get; init; }

    public static StepResult Interrupted { get; } = new(StepState.Failed) { IsInterrupted = true };

    public static StepResult Failed(string error) => new(StepState.Failed) { Error = error };
}
