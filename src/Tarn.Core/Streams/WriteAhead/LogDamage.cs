namespace Tarn.Streams.WriteAhead;

/// <summary>
/// A part of a stream's log that could not be read; the file was set aside, nothing of it was deleted.
/// </summary>
/// <param name="File">Where the damaged file is now, relative to the stream's directory.</param>
/// <param name="Offset">Where the first bad frame starts, in bytes; everything before was sound.</param>
/// <param name="Reason">What is wrong there.</param>
/// <param name="FirstLost">Sequence of the first record that is missing.</param>
/// <param name="LastLost">Of the last that may be missing.</param>
/// <param name="FoundAt">When it was found.</param>
public sealed record LogDamage(
    string File, long Offset, string Reason, long FirstLost, long LastLost, DateTimeOffset FoundAt);
