namespace Tarn.Native.DuckDb;

/// <summary>Owns a <c>duckdb_table_function</c> until it is registered; the catalog has its own copy then.</summary>
internal sealed class TableFunctionHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.DestroyTableFunction(ref handle);
        return true;
    }
}
