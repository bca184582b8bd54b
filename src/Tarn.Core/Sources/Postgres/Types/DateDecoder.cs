using System.Buffers.Binary;
using Tarn.Engine.Types;
using Tarn.Engine.Vectors;

namespace Tarn.Sources.Postgres.Types;

/// <summary>date: days since 2000.</summary>
internal sealed class DateDecoder(Unfit unfit) : ValueDecoder(new EngineType(EngineTypeKind.Date))
{
    public override void WriteBinary(ReadOnlySpan<byte> value, VectorWriter writer, int row) =>
        writer.WriteStored(row, Calendar.Days(BinaryPrimitives.ReadInt32BigEndian(value), unfit));

    public override void WriteText(ReadOnlySpan<byte> text, VectorWriter writer, int row)
    {
        long microseconds = Calendar.ParseMicroseconds(text);
        int days = microseconds == long.MinValue ? int.MinValue
            : microseconds == long.MaxValue ? int.MaxValue
            : (int)(microseconds / Calendar.MicrosecondsPerDay);
        writer.WriteStored(row, Calendar.Days(days, unfit));
    }
}
