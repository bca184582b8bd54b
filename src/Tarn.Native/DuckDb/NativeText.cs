using System.Runtime.InteropServices;

namespace Tarn.Native.DuckDb;

/// <summary><c>duckdb_string_t</c>: up to 12 bytes in place, more behind a pointer.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct NativeText
{
    public const int InlineBytesMax = 12;

    [FieldOffset(0)]
    public uint Length;

    [FieldOffset(4)]
    public fixed byte Inlined[InlineBytesMax];

    [FieldOffset(8)]
    public byte* Pointer;
}
