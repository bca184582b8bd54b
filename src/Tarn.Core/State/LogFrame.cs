namespace Tarn.State;

/// <summary>One appended payload.</summary>
/// <param name="Sequence">1 for the first ever appended, then one more each.</param>
/// <param name="Offset">Where its header starts in the file, in bytes.</param>
/// <param name="Payload">The bytes that were appended.</param>
public readonly record struct LogFrame(long Sequence, long Offset, ReadOnlyMemory<byte> Payload);
