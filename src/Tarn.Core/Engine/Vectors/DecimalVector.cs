using Tarn.Engine.Types;
using Tarn.Engine.Values;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>DECIMAL: the unscaled value in 2, 4, 8 or 16 bytes, whichever its precision needs.</summary>
internal sealed class DecimalVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    private readonly byte _scale = (byte)type.Scale;
    private readonly int _widthBytes = PhysicalType.WidthBytes(type);

    public override decimal GetDecimal(int row) => EngineDecimal.ToDecimal(Unscaled(row), _scale);

    public override double GetDouble(int row) => (double)Unscaled(row) / Math.Pow(10, _scale);

    public override long GetInt64(int row) => decimal.ToInt64(GetDecimal(row));

    public override string GetString(int row) => new EngineDecimal(Unscaled(row), _scale).ToString();

    private protected override object Read(int row) => EngineDecimal.Box(Unscaled(row), _scale);

    private Int128 Unscaled(int row) => _widthBytes switch
    {
        2 => Native.Values<short>()[row],
        4 => Native.Values<int>()[row],
        8 => Native.Values<long>()[row],
        _ => Native.Values<Int128>()[row],
    };
}
