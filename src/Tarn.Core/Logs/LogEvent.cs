namespace Tarn.Logs;

/// <summary>One line of a log.</summary>
/// <param name="At">When it happened.</param>
/// <param name="ReceivedAt">When it came in.</param>
/// <param name="Text">What happened.</param>
public sealed record LogEvent(DateTimeOffset At, DateTimeOffset ReceivedAt, string Text);
