namespace Tarn.Native.DuckDb;

/// <summary>Owns a <c>duckdb_prepared_statement</c>; exists also when preparing failed, to hold the error.</summary>
internal sealed class PreparedStatementHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.DestroyPrepare(ref handle);
        return true;
    }
}
