namespace Tarn.Native.DuckDb;

/// <summary>Owns a <c>duckdb_scalar_function</c> until it is registered; the catalog has its own copy then.</summary>
internal sealed class ScalarFunctionHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.DestroyScalarFunction(ref handle);
        return true;
    }
}
