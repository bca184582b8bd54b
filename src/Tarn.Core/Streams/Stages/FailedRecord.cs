namespace Tarn.Streams.Stages;

/// <summary>A record that cannot be delivered as it should be.</summary>
/// <param name="Source">As it was put.</param>
/// <param name="ErrorType">What its object is told apart by, such as <c>processing-failed</c>.</param>
/// <param name="Code">Names the reason.</param>
/// <param name="Message">Says it.</param>
internal readonly record struct FailedRecord(StreamRecord Source, string ErrorType, string Code, string Message);
