using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Tarn.Native.DuckDb;

// C API chapter: Value Interface.
internal static partial class NativeMethods
{
    [LibraryImport(LibraryName, EntryPoint = "duckdb_destroy_value")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DestroyValue(ref nint value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_varchar_length")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateVarcharLength(ReadOnlySpan<byte> text, ulong length);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_bool")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateBool([MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_int8")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateInt8(sbyte value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_uint8")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateUint8(byte value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_int16")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateInt16(short value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_uint16")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateUint16(ushort value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_int32")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateInt32(int value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_uint32")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateUint32(uint value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_uint64")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateUint64(ulong value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_int64")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateInt64(long value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_hugeint")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateHugeint(NativeHugeInt value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_uhugeint")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateUhugeint(NativeHugeInt value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_bignum")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateBignum(NativeBignum value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_decimal")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateDecimal(NativeDecimal value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_float")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateFloat(float value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_double")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateDouble(double value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_date")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateDate(int days);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_time")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateTime(long microseconds);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_time_ns")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateTimeNs(long nanoseconds);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_time_tz_value")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateTimeTzValue(ulong bits);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_timestamp")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateTimestamp(long microseconds);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_timestamp_tz")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateTimestampTz(long microseconds);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_timestamp_s")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateTimestampS(long seconds);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_timestamp_ms")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateTimestampMs(long milliseconds);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_timestamp_ns")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateTimestampNs(long nanoseconds);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_interval")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateInterval(NativeInterval value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_blob")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateBlob(ReadOnlySpan<byte> data, ulong length);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_bit")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateBit(NativeBit value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_uuid")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateUuid(NativeHugeInt value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_struct_value")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateStructValue(LogicalTypeHandle type, ReadOnlySpan<nint> values);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_list_value")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateListValue(LogicalTypeHandle type, ReadOnlySpan<nint> values, ulong count);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_array_value")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateArrayValue(LogicalTypeHandle type, ReadOnlySpan<nint> values, ulong count);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_map_value")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateMapValue(
        LogicalTypeHandle type, ReadOnlySpan<nint> keys, ReadOnlySpan<nint> values, ulong count);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_union_value")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateUnionValue(LogicalTypeHandle type, ulong tag, ValueHandle value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_null_value")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateNullValue();

    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_enum_value")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle CreateEnumValue(LogicalTypeHandle type, ulong index);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_is_null_value")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool IsNullValue(ValueHandle value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_get_varchar")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalUsing(typeof(OwnedText))]
    public static partial string? GetVarchar(ValueHandle value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_get_map_size")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong GetMapSize(ValueHandle value);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_get_map_key")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle GetMapKey(ValueHandle value, ulong index);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_get_map_value")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle GetMapValue(ValueHandle value, ulong index);
}
