using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Tarn.Native.DuckDb;

// C API chapter: Prepared Statements and Bind Values to Prepared Statements.
internal static partial class NativeMethods
{
    [LibraryImport(LibraryName, EntryPoint = "duckdb_destroy_prepare")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DestroyPrepare(ref nint statement);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_prepare_error")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalUsing(typeof(BorrowedText))]
    public static partial string? PrepareError(PreparedStatementHandle statement);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_nparams")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong Nparams(PreparedStatementHandle statement);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_parameter_name")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalUsing(typeof(OwnedText))]
    public static partial string? ParameterName(PreparedStatementHandle statement, ulong index);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_prepared_statement_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeStatementType PreparedStatementType(PreparedStatementHandle statement);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_bind_value")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeState BindValue(PreparedStatementHandle statement, ulong index, ValueHandle value);
}
