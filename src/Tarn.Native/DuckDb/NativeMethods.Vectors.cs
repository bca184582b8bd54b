using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tarn.Native.DuckDb;

// C API chapter: Vector Interface.
internal static partial class NativeMethods
{
    [LibraryImport(LibraryName, EntryPoint = "duckdb_vector_get_column_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial LogicalTypeHandle VectorGetColumnType(nint vector);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_vector_get_data")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint VectorGetData(nint vector);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_vector_get_validity")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint VectorGetValidity(nint vector);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_vector_ensure_validity_writable")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void VectorEnsureValidityWritable(nint vector);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_unsafe_vector_assign_string_element_len")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void UnsafeVectorAssignStringElementLen(
        nint vector, ulong index, ReadOnlySpan<byte> text, ulong length);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_unsafe_vector_assign_string_element_len")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [SuppressGCTransition]
    public static partial void UnsafeVectorAssignShort(
        nint vector, ulong index, ReadOnlySpan<byte> text, ulong length);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_vector_reference_value")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void VectorReferenceValue(nint vector, ValueHandle value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_list_vector_get_child")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint ListVectorGetChild(nint vector);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_list_vector_get_size")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong ListVectorGetSize(nint vector);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_list_vector_set_size")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeState ListVectorSetSize(nint vector, ulong size);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_list_vector_reserve")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeState ListVectorReserve(nint vector, ulong capacity);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_struct_vector_get_child")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint StructVectorGetChild(nint vector, ulong index);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_array_vector_get_child")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint ArrayVectorGetChild(nint vector);
}
