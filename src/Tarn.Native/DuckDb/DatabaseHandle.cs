namespace Tarn.Native.DuckDb;

/// <summary>Owns a <c>duckdb_database</c>. Connections keep the instance alive after this is closed.</summary>
internal sealed class DatabaseHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.Close(ref handle);
        return true;
    }
}
