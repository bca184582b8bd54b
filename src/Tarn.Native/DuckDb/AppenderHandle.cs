namespace Tarn.Native.DuckDb;

/// <summary>Owns a <c>duckdb_appender</c>. Rows that were not flushed by a close are dropped.</summary>
internal sealed class AppenderHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        // Destroying flushes; an abandoned appender must not write.
        NativeMethods.AppenderClear(handle);
        NativeMethods.AppenderDestroy(ref handle);
        return true;
    }
}
