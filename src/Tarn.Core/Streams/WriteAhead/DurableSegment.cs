namespace Tarn.Streams.WriteAhead;

/// <summary>A file of a log as it was at one moment.</summary>
/// <param name="Path">Of the file.</param>
/// <param name="FirstSequence">Of its first frame.</param>
/// <param name="NextSequence">After its last durable frame.</param>
/// <param name="Length">Of what is durable, in bytes.</param>
internal sealed record DurableSegment(string Path, long FirstSequence, long NextSequence, long Length);
