namespace Tarn.Streams.WriteAhead;

/// <summary>A place in a stream's log: between two records.</summary>
/// <param name="NextSequence">Of the record behind it, or of a later one where records were lost.</param>
/// <param name="SegmentFirst">First sequence of the file that <paramref name="Offset"/> is of.</param>
/// <param name="Offset">Where to read on in that file; 0 when it is not known.</param>
internal readonly record struct LogCursor(long NextSequence, long SegmentFirst = 0, long Offset = 0);
