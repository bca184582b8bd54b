using System.Buffers.Binary;
using Tarn.Engine.Types;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>UUID: a 128-bit integer whose top bit is flipped, so that signed order is the order of the text.</summary>
internal sealed class UuidVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    private static readonly UInt128 TopBit = UInt128.One << 127;

    public static UInt128 ToBits(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    public static UInt128 ToStored(Guid value) => ToBits(value) ^ TopBit;

    private protected override object Read(int row)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Native.Values<UInt128>()[row] ^ TopBit);
        return new Guid(bytes, bigEndian: true);
    }
}
