using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Tarn.Native.DuckDb;

// C API chapter: Extract Statements.
internal static partial class NativeMethods
{
    [LibraryImport(LibraryName, EntryPoint = "duckdb_extract_statements", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong ExtractStatements(
        ConnectionHandle connection, string sql, out ExtractedStatementsHandle statements);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_prepare_extracted_statement")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeState PrepareExtractedStatement(
        ConnectionHandle connection,
        ExtractedStatementsHandle statements,
        ulong index,
        out PreparedStatementHandle statement);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_extract_statements_error")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalUsing(typeof(BorrowedText))]
    public static partial string? ExtractStatementsError(ExtractedStatementsHandle statements);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_destroy_extracted")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DestroyExtracted(ref nint statements);
}
