using Tarn.Streams.WriteAhead;

namespace Tarn.Streams.Delivery;

/// <summary>A batch whose objects are all in the bucket.</summary>
/// <param name="Records">As they were put.</param>
/// <param name="DataBytes">Of them.</param>
/// <param name="FailedRecords">Those of them that went to the error prefix.</param>
/// <param name="Objects">How many there are.</param>
/// <param name="End">Behind its last record.</param>
internal readonly record struct BatchResult(
    long Records, long DataBytes, long FailedRecords, long Objects, LogCursor End);
