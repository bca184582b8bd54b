namespace Tarn.Native.DuckDb;

/// <summary>Owns a <c>duckdb_pending_result</c>.</summary>
internal sealed class PendingResultHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.DestroyPending(ref handle);
        return true;
    }
}
