using System.Buffers;
using Tarn.Engine.Types;
using Tarn.Engine.Vectors;

namespace Tarn.Sources.Postgres.Types;

/// <summary>bytea: the bytes, or <c>\x</c> and two hexadecimal digits for each.</summary>
internal sealed class BytesDecoder() : ValueDecoder(new EngineType(EngineTypeKind.Blob))
{
    public override void WriteBinary(ReadOnlySpan<byte> value, VectorWriter writer, int row) =>
        writer.WriteBytes(row, value);

    public override void WriteText(ReadOnlySpan<byte> text, VectorWriter writer, int row)
    {
        if (text is not [(byte)'\\', (byte)'x', .. ReadOnlySpan<byte> digits])
        {
            throw NotOfType(text);
        }

        byte[] bytes = new byte[digits.Length / 2];
        if (Convert.FromHexString(digits, bytes, out _, out _) != OperationStatus.Done)
        {
            throw NotOfType(text);
        }

        writer.WriteBytes(row, bytes);
    }
}
