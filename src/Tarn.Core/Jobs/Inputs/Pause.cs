namespace Tarn.Jobs.Inputs;

/// <summary>Says that a model, or a table that a source fills, is not run until somebody resumes it.</summary>
/// <param name="Since">When it was paused.</param>
/// <param name="Reason">For people; null when nobody gave one.</param>
public sealed record Pause(DateTimeOffset Since, string? Reason);
