using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Tarn.Native.DuckDb;

// C API chapter: Error Data.
internal static partial class NativeMethods
{
    [LibraryImport(LibraryName, EntryPoint = "duckdb_destroy_error_data")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DestroyErrorData(ref nint errorData);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_error_data_error_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeErrorType ErrorDataErrorType(ErrorDataHandle errorData);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_error_data_message")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalUsing(typeof(BorrowedText))]
    public static partial string? ErrorDataMessage(ErrorDataHandle errorData);
}
