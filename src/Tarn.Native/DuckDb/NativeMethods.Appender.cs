using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tarn.Native.DuckDb;

// C API chapter: Appender.
internal static partial class NativeMethods
{
    [LibraryImport(LibraryName, EntryPoint = "duckdb_appender_create", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeState AppenderCreate(
        ConnectionHandle connection, string? schema, string table, out AppenderHandle appender);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_appender_column_count")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong AppenderColumnCount(AppenderHandle appender);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_appender_column_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial LogicalTypeHandle AppenderColumnType(AppenderHandle appender, ulong column);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_appender_error_data")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ErrorDataHandle AppenderErrorData(AppenderHandle appender);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_appender_close")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeState AppenderClose(AppenderHandle appender);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_appender_clear")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeState AppenderClear(nint appender);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_appender_destroy")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeState AppenderDestroy(ref nint appender);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_append_data_chunk")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeState AppendDataChunk(AppenderHandle appender, DataChunkHandle chunk);
}
