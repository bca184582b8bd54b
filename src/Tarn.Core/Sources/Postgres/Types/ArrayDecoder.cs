using System.Buffers.Binary;
using Tarn.Engine.Types;
using Tarn.Engine.Vectors;

namespace Tarn.Sources.Postgres.Types;

/// <summary>
/// Arrays as lists. Binary (array_send): dimensions, whether there are nulls, the elements' type, length and lower
/// bound of each dimension, then the elements, row after row. Lower bounds are not kept, and of several dimensions
/// neither.
/// </summary>
internal sealed class ArrayDecoder(ValueDecoder element, Unfit unfit) : ValueDecoder(EngineType.List(element.Type))
{
    private const int HeaderBytes = 12;
    private const int DimensionBytes = 8;

    public override void WriteBinary(ReadOnlySpan<byte> value, VectorWriter writer, int row)
    {
        int dimensions = BinaryPrimitives.ReadInt32BigEndian(value);
        if (dimensions > 1)
        {
            unfit.CountDimensions();
        }

        int count = dimensions == 0 ? 0 : 1;
        for (int i = 0; i < dimensions; i++)
        {
            count *= BinaryPrimitives.ReadInt32BigEndian(value[(HeaderBytes + (i * DimensionBytes))..]);
        }

        ReadOnlySpan<byte> rest = value[(HeaderBytes + (dimensions * DimensionBytes))..];
        VectorWriter elements = writer.StartList(row, count, out int offset);
        for (int i = 0; i < count; i++)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(rest);
            rest = rest[4..];
            if (length < 0)
            {
                elements.WriteNull(offset + i);
                continue;
            }

            element.WriteBinary(rest[..length], elements, offset + i);
            rest = rest[length..];
        }
    }

    public override void WriteText(ReadOnlySpan<byte> text, VectorWriter writer, int row)
    {
        ArrayText array = ArrayText.Parse(text);
        if (array.Dimensions > 1)
        {
            unfit.CountDimensions();
        }

        VectorWriter elements = writer.StartList(row, array.Elements.Count, out int offset);
        for (int i = 0; i < array.Elements.Count; i++)
        {
            if (array.Elements[i] is { } value)
            {
                element.WriteText(value, elements, offset + i);
            }
            else
            {
                elements.WriteNull(offset + i);
            }
        }
    }
}
