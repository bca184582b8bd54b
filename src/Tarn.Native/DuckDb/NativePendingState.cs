namespace Tarn.Native.DuckDb;

/// <summary>How far a statement is after one of its tasks (<c>duckdb_pending_state</c>).</summary>
internal enum NativePendingState
{
    ResultReady = 0,
    ResultNotReady = 1,
    Error = 2,

    /// <summary>Other threads work on all there is to do.</summary>
    NoTasksAvailable = 3,
}
