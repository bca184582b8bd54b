namespace Tarn.Native.DuckDb;

/// <summary><c>duckdb_pending_state</c>.</summary>
internal enum NativePendingState
{
    ResultReady = 0,
    ResultNotReady = 1,
    Error = 2,
    NoTasksAvailable = 3,
}
