using Tarn.Engine.Dialect.Functions.Strings;
using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions.Bytes;

/// <summary>What the engine does with texts, for bytes.</summary>
internal static class ByteStrings
{
    public static IReadOnlyList<ScalarFunction> All { get; } =
    [
        new("tarn_substr", [OwnTypes.Varbinary, OwnTypes.Bigint, OwnTypes.Bigint], OwnTypes.Varbinary, arguments =>
            Part((byte[])arguments[0]!, (long)arguments[1]!, (long)arguments[2]!)),
        new("tarn_reverse", [OwnTypes.Varbinary], OwnTypes.Varbinary, arguments =>
            ((byte[])arguments[0]!).AsEnumerable().Reverse().ToArray()),
        new("tarn_lpad", [OwnTypes.Varbinary, OwnTypes.Bigint, OwnTypes.Varbinary], OwnTypes.Varbinary, arguments =>
            Pad(arguments, isLeft: true)),
        new("tarn_rpad", [OwnTypes.Varbinary, OwnTypes.Bigint, OwnTypes.Varbinary], OwnTypes.Varbinary, arguments =>
            Pad(arguments, isLeft: false)),
    ];

    /// <param name="bytes">The whole.</param>
    /// <param name="start">From 1; from the end when negative; nothing is at 0.</param>
    /// <param name="length">In bytes, as far as there are any.</param>
    private static byte[] Part(byte[] bytes, long start, long length)
    {
        long first = start > 0 ? start - 1 : bytes.Length + start;
        bool isWithin = start != 0 && length > 0 && first >= 0 && first < bytes.Length;
        return isWithin ? bytes[(int)first..(int)(first + Math.Min(length, bytes.Length - first))] : [];
    }

    private static byte[] Pad(IReadOnlyList<object?> arguments, bool isLeft)
    {
        byte[] bytes = (byte[])arguments[0]!;
        int length = ArgumentChecks.Length((long)arguments[1]!);
        byte[] padding = (byte[])arguments[2]!;
        if (padding.Length == 0)
        {
            throw FunctionError.InvalidArgument("Padding bytes must not be empty");
        }

        if (length <= bytes.Length)
        {
            return bytes[..length];
        }

        byte[] added = [.. Enumerable.Range(0, length - bytes.Length).Select(i => padding[i % padding.Length])];
        return isLeft ? [.. added, .. bytes] : [.. bytes, .. added];
    }
}
