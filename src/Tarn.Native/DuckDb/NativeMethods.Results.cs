using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Tarn.Native.DuckDb;

// C API chapter: Query Execution and Result Functions.
internal static partial class NativeMethods
{
    [LibraryImport(LibraryName, EntryPoint = "duckdb_destroy_result")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DestroyResult(nint result);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_column_name")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalUsing(typeof(BorrowedText))]
    public static partial string? ColumnName(ResultHandle result, ulong column);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_column_logical_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial LogicalTypeHandle ColumnLogicalType(ResultHandle result, ulong column);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_column_count")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong ColumnCount(ResultHandle result);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_rows_changed")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong RowsChanged(ResultHandle result);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_result_error")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalUsing(typeof(BorrowedText))]
    public static partial string? ResultError(ResultHandle result);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_result_return_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeResultType ResultReturnType(NativeResult result);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_fetch_chunk")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial DataChunkHandle FetchChunk(NativeResult result);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_free")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void Free(nint pointer);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_vector_size")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong VectorSize();
}
