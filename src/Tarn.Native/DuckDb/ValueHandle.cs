namespace Tarn.Native.DuckDb;

/// <summary>Owns a <c>duckdb_value</c>.</summary>
internal sealed class ValueHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.DestroyValue(ref handle);
        return true;
    }
}
