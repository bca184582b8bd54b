namespace Tarn.Streams;

/// <summary>One record of a stream, as it was acknowledged.</summary>
/// <param name="Sequence">Its number in the stream, from 1.</param>
/// <param name="ArrivedAt">In milliseconds.</param>
/// <param name="Data">The bytes that were put.</param>
public readonly record struct StreamRecord(long Sequence, DateTimeOffset ArrivedAt, ReadOnlyMemory<byte> Data);
