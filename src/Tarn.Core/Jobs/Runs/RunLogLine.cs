namespace Tarn.Jobs.Runs;

/// <summary>One line of a run's log.</summary>
/// <param name="At">When.</param>
/// <param name="Level">info, warning or error.</param>
/// <param name="Step">The model's table, or null for the run as a whole.</param>
/// <param name="Text">What happened.</param>
public sealed record RunLogLine(DateTimeOffset At, string Level, string? Step, string Text);
