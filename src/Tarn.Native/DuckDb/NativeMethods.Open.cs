using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Tarn.Native.DuckDb;

// C API chapter: Open Connect.
internal static partial class NativeMethods
{
    [LibraryImport(LibraryName, EntryPoint = "duckdb_open_ext", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeState OpenExt(
        string? path, out DatabaseHandle database, ConfigHandle config, out nint error);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_close")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void Close(ref nint database);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_connect")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeState Connect(DatabaseHandle database, out ConnectionHandle connection);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_interrupt")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void Interrupt(ConnectionHandle connection);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_query_progress")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeProgress QueryProgress(ConnectionHandle connection);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_connection_get_client_context")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ConnectionGetClientContext(ConnectionHandle connection, out ClientContextHandle context);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_client_context_get_connection_id")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong ClientContextGetConnectionId(ClientContextHandle context);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_destroy_client_context")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DestroyClientContext(ref nint context);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_disconnect")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void Disconnect(ref nint connection);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_library_version")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalUsing(typeof(BorrowedText))]
    public static partial string? LibraryVersion();
}
