namespace Tarn.Flows.Graphs;

/// <summary>How a step must have ended: one of those named, in one of the states.</summary>
/// <param name="Steps">At least one, of the same phase.</param>
/// <param name="States">At least one.</param>
public sealed record StepCondition(IReadOnlyList<string> Steps, IReadOnlyList<StepState> States);
