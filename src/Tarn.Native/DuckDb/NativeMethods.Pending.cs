using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Tarn.Native.DuckDb;

// C API chapter: Pending Result Interface.
internal static partial class NativeMethods
{
    [LibraryImport(LibraryName, EntryPoint = "duckdb_pending_prepared")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeState PendingPrepared(
        PreparedStatementHandle statement, out PendingResultHandle pending);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_pending_prepared_streaming")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeState PendingPreparedStreaming(
        PreparedStatementHandle statement, out PendingResultHandle pending);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_destroy_pending")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DestroyPending(ref nint pending);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_pending_error")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalUsing(typeof(BorrowedText))]
    public static partial string? PendingError(PendingResultHandle pending);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_pending_execute_task")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativePendingState PendingExecuteTask(PendingResultHandle pending);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_execute_pending")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeState ExecutePending(PendingResultHandle pending, ResultHandle result);
}
