namespace Tarn.Streams.WriteAhead;

/// <summary>A stream's log as it was found.</summary>
/// <param name="Segments">With the active one, in order.</param>
/// <param name="Active">Where to append; null: a new file is to be made.</param>
/// <param name="NextSequence">Of the next record.</param>
/// <param name="UndeliveredBytes">Of the records that were not delivered.</param>
/// <param name="Damages">What could not be read, now and before.</param>
internal sealed record RecoveredLog(
    IReadOnlyList<LogSegment> Segments,
    LogSegment? Active,
    long NextSequence,
    long UndeliveredBytes,
    IReadOnlyList<LogDamage> Damages);
