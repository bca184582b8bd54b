namespace Tarn.Native.DuckDb;

/// <summary>Owns a <c>duckdb_config</c>.</summary>
internal sealed class ConfigHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.DestroyConfig(ref handle);
        return true;
    }
}
