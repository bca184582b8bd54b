using System.Globalization;
using System.Numerics;
using Tarn.Engine.Types;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>Integers and floating-point numbers that the CLR has under the same layout.</summary>
internal sealed class NumberVector<T>(EngineType type, NativeVector native) : ColumnVector(type, native)
    where T : unmanaged, INumber<T>
{
    public override long GetInt64(int row) => long.CreateChecked(Native.Values<T>()[row]);

    public override double GetDouble(int row) => double.CreateChecked(Native.Values<T>()[row]);

    public override decimal GetDecimal(int row) => decimal.CreateChecked(Native.Values<T>()[row]);

    public override string GetString(int row) =>
        Native.Values<T>()[row].ToString(null, CultureInfo.InvariantCulture);

    // 128-bit integers leave as BigInteger, the one type that serves all the engine's wide integers.
    private protected override object Read(int row) => Native.Values<T>()[row] switch
    {
        Int128 value => (BigInteger)value,
        UInt128 value => (BigInteger)value,
        T value => value,
    };
}
