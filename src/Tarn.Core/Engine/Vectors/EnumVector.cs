using System.Text;
using Tarn.Engine.Types;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>ENUM: positions in the type's list of values.</summary>
internal sealed class EnumVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    private readonly int _widthBytes = PhysicalType.WidthBytes(type);

    public override ReadOnlySpan<byte> GetUtf8(int row) => Encoding.UTF8.GetBytes(GetString(row));

    public override string GetString(int row) => Type.EnumValues[checked((int)Index(row))];

    private protected override object Read(int row) => GetString(row);

    private uint Index(int row) => _widthBytes switch
    {
        1 => Native.Values<byte>()[row],
        2 => Native.Values<ushort>()[row],
        _ => Native.Values<uint>()[row],
    };
}
