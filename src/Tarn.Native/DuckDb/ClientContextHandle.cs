namespace Tarn.Native.DuckDb;

/// <summary>Owns a <c>duckdb_client_context</c>.</summary>
internal sealed class ClientContextHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.DestroyClientContext(ref handle);
        return true;
    }
}
