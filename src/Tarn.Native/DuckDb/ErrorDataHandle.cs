namespace Tarn.Native.DuckDb;

/// <summary>Owns a <c>duckdb_error_data</c>.</summary>
internal sealed class ErrorDataHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.DestroyErrorData(ref handle);
        return true;
    }
}
