namespace Tarn.Native.DuckDb;

/// <summary>Whether a call succeeded (<c>duckdb_state</c>).</summary>
internal enum NativeState
{
    Success = 0,
    Error = 1,
}
