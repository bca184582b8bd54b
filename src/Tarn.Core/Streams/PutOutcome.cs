namespace Tarn.Streams;

/// <summary>What became of one record of a put.</summary>
/// <param name="Sequence">Of the record in the stream, from 1, once it is durable; 0 when it was refused.</param>
/// <param name="ErrorCode">Why it was refused, as one of the error codes; null when it was not.</param>
/// <param name="ErrorMessage">The same for people.</param>
public readonly record struct PutOutcome(long Sequence, string? ErrorCode = null, string? ErrorMessage = null);
