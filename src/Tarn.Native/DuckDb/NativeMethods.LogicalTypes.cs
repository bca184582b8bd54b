using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Tarn.Native.DuckDb;

// C API chapter: Logical Type Interface.
internal static partial class NativeMethods
{
    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_logical_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial LogicalTypeHandle CreateLogicalType(NativeTypeId type);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_logical_type_get_alias")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalUsing(typeof(OwnedText))]
    public static partial string? LogicalTypeGetAlias(LogicalTypeHandle type);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_logical_type_set_alias",
        StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void LogicalTypeSetAlias(LogicalTypeHandle type, string alias);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_list_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial LogicalTypeHandle CreateListType(LogicalTypeHandle element);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_array_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial LogicalTypeHandle CreateArrayType(LogicalTypeHandle element, ulong length);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_map_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial LogicalTypeHandle CreateMapType(LogicalTypeHandle key, LogicalTypeHandle value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_union_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial LogicalTypeHandle CreateUnionType(
        ReadOnlySpan<nint> types, ReadOnlySpan<nint> names, ulong count);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_struct_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial LogicalTypeHandle CreateStructType(
        ReadOnlySpan<nint> types, ReadOnlySpan<nint> names, ulong count);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_enum_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial LogicalTypeHandle CreateEnumType(ReadOnlySpan<nint> names, ulong count);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_decimal_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial LogicalTypeHandle CreateDecimalType(byte width, byte scale);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_get_type_id")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeTypeId GetTypeId(LogicalTypeHandle type);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_decimal_width")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte DecimalWidth(LogicalTypeHandle type);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_decimal_scale")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte DecimalScale(LogicalTypeHandle type);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_enum_dictionary_size")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial uint EnumDictionarySize(LogicalTypeHandle type);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_enum_dictionary_value")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalUsing(typeof(OwnedText))]
    public static partial string? EnumDictionaryValue(LogicalTypeHandle type, ulong index);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_list_type_child_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial LogicalTypeHandle ListTypeChildType(LogicalTypeHandle type);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_array_type_child_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial LogicalTypeHandle ArrayTypeChildType(LogicalTypeHandle type);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_array_type_array_size")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong ArrayTypeArraySize(LogicalTypeHandle type);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_map_type_key_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial LogicalTypeHandle MapTypeKeyType(LogicalTypeHandle type);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_map_type_value_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial LogicalTypeHandle MapTypeValueType(LogicalTypeHandle type);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_struct_type_child_count")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong StructTypeChildCount(LogicalTypeHandle type);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_struct_type_child_name")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalUsing(typeof(OwnedText))]
    public static partial string? StructTypeChildName(LogicalTypeHandle type, ulong index);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_struct_type_child_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial LogicalTypeHandle StructTypeChildType(LogicalTypeHandle type, ulong index);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_union_type_member_count")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong UnionTypeMemberCount(LogicalTypeHandle type);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_union_type_member_name")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalUsing(typeof(OwnedText))]
    public static partial string? UnionTypeMemberName(LogicalTypeHandle type, ulong index);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_union_type_member_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial LogicalTypeHandle UnionTypeMemberType(LogicalTypeHandle type, ulong index);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_destroy_logical_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DestroyLogicalType(ref nint type);
}
