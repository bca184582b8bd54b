using System.Buffers.Binary;
using System.Globalization;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Functions.Bytes;

/// <summary>Numbers as bytes of a fixed count, the highest first.</summary>
internal static class FixedWidths
{
    public static IReadOnlyList<ScalarFunction> All { get; } =
    [
        To("tarn_to_big_endian_32", OwnTypes.Integer, sizeof(int), (bytes, value) =>
            BinaryPrimitives.WriteInt32BigEndian(bytes, (int)value)),
        To("tarn_to_big_endian_64", OwnTypes.Bigint, sizeof(long), (bytes, value) =>
            BinaryPrimitives.WriteInt64BigEndian(bytes, (long)value)),
        To("tarn_to_ieee754_32", OwnTypes.Real, sizeof(float), (bytes, value) =>
            BinaryPrimitives.WriteInt32BigEndian(bytes, Bits((float)value))),
        To("tarn_to_ieee754_64", OwnTypes.Double, sizeof(double), (bytes, value) =>
            BinaryPrimitives.WriteInt64BigEndian(bytes, Bits((double)value))),
        From("tarn_from_big_endian_32", OwnTypes.Integer, sizeof(int), bytes =>
            BinaryPrimitives.ReadInt32BigEndian(bytes)),
        From("tarn_from_big_endian_64", OwnTypes.Bigint, sizeof(long), bytes =>
            BinaryPrimitives.ReadInt64BigEndian(bytes)),
        From("tarn_from_ieee754_32", OwnTypes.Real, sizeof(float), bytes =>
            BinaryPrimitives.ReadSingleBigEndian(bytes)),
        From("tarn_from_ieee754_64", OwnTypes.Double, sizeof(double), bytes =>
            BinaryPrimitives.ReadDoubleBigEndian(bytes)),
    ];

    // There are many NaNs: Java writes the one without sign.
    private static int Bits(float value) => float.IsNaN(value) ? 0x7FC00000 : BitConverter.SingleToInt32Bits(value);

    private static long Bits(double value) =>
        double.IsNaN(value) ? 0x7FF8000000000000 : BitConverter.DoubleToInt64Bits(value);

    private static ScalarFunction To(string name, EngineType type, int width, Action<byte[], object> write) =>
        new(name, [type], OwnTypes.Varbinary, arguments =>
        {
            byte[] bytes = new byte[width];
            write(bytes, arguments[0]!);
            return bytes;
        });

    private static ScalarFunction From(string name, EngineType type, int width, Func<byte[], object> read) =>
        new(name, [OwnTypes.Varbinary], type, arguments =>
        {
            byte[] bytes = (byte[])arguments[0]!;
            return bytes.Length == width
                ? read(bytes)
                : throw FunctionError.InvalidArgument(string.Create(
                    CultureInfo.InvariantCulture, $"expected {width}-byte input, but got instead: {bytes.Length}"));
        });
}
