namespace Tarn.Native.DuckDb;

/// <summary>
/// DuckDB's C API, one partial per chapter of https://duckdb.org/docs/stable/clients/c/api. Only what is used is
/// declared. Pointers to vectors and profiling nodes are borrowed from the handle they were read from.
/// </summary>
internal static partial class NativeMethods
{
    public const string LibraryName = "duckdb";
}
