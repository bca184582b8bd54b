namespace Tarn.Streams.Rules;

/// <summary>One thing that is wrong with the definition of a stream.</summary>
/// <param name="Setting">Where.</param>
/// <param name="Message">What was found and what was expected.</param>
/// <param name="Hint">What to do; null when the message says it.</param>
public sealed record StreamProblem(StreamSetting Setting, string Message, string? Hint = null);
