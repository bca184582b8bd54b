using System.Runtime.InteropServices;

namespace Tarn.Native.DuckDb;

// Layouts of the C API's plain structs, field for field.

/// <summary><c>duckdb_result</c>: five deprecated members, then the pointer that matters.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeResult
{
    private nint _columnCount;
    private nint _rowCount;
    private nint _rowsChanged;
    private nint _columns;
    private nint _errorMessage;
    private nint _internalData;
}

/// <summary><c>duckdb_query_progress_type</c>; the percentage is -1 while unknown.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeProgress
{
    public double Percentage;
    public ulong RowsProcessed;
    public ulong RowsTotal;
}

/// <summary><c>duckdb_decimal</c>: the unscaled value as a 128-bit integer.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeDecimal
{
    public byte Width;
    public byte Scale;
    public ulong Lower;
    public long Upper;
}

/// <summary><c>duckdb_interval</c>, the form in vectors too.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeInterval
{
    public int Months;
    public int Days;
    public long Microseconds;
}

/// <summary><c>duckdb_list_entry</c>: where a list's elements are in the child vector.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeListEntry
{
    public ulong Offset;
    public ulong Length;
}

/// <summary><c>duckdb_bit</c>: one byte saying how many padding bits come first, then the bits.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeBit
{
    public nint Data;
    public ulong Size;
}

/// <summary><c>duckdb_bignum</c>: big-endian magnitude and a sign.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeBignum
{
    public nint Data;
    public ulong Size;
    public byte IsNegative;
}

/// <summary><c>duckdb_hugeint</c> and <c>duckdb_uhugeint</c>: 128 bits in two halves.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeHugeInt(ulong lower, ulong upper)
{
    private readonly ulong _lower = lower;
    private readonly ulong _upper = upper;

    public static implicit operator NativeHugeInt(Int128 value) => new((ulong)value, (ulong)(value >>> 64));

    public static implicit operator NativeHugeInt(UInt128 value) => new((ulong)value, (ulong)(value >> 64));
}
