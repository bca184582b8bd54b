namespace Tarn.Streams.WriteAhead;

/// <summary>Records that became durable together.</summary>
/// <param name="First">Sequence of the first.</param>
/// <param name="Last">Sequence of the last.</param>
/// <param name="DataBytes">Of the records alone.</param>
internal readonly record struct LogCommit(long First, long Last, long DataBytes);
