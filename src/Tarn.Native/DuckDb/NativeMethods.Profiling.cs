using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tarn.Native.DuckDb;

// C API chapter: Profiling Info.
internal static partial class NativeMethods
{
    [LibraryImport(LibraryName, EntryPoint = "duckdb_get_profiling_info")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint GetProfilingInfo(ConnectionHandle connection);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_profiling_info_get_metrics")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle ProfilingInfoGetMetrics(nint info);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_profiling_info_get_child_count")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong ProfilingInfoGetChildCount(nint info);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_profiling_info_get_child")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint ProfilingInfoGetChild(nint info, ulong index);
}
