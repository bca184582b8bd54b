using System.Buffers.Binary;
using Tarn.Engine.Types;
using Tarn.Engine.Vectors;

namespace Tarn.Sources.Postgres.Types;

/// <summary>timestamp and timestamptz: microseconds since 2000, with a time zone in UTC.</summary>
internal sealed class TimestampDecoder(EngineTypeKind kind, Unfit unfit) : ValueDecoder(new EngineType(kind))
{
    public override void WriteBinary(ReadOnlySpan<byte> value, VectorWriter writer, int row) =>
        writer.WriteStored(row, Calendar.Microseconds(BinaryPrimitives.ReadInt64BigEndian(value), unfit));

    public override void WriteText(ReadOnlySpan<byte> text, VectorWriter writer, int row) =>
        writer.WriteStored(row, Calendar.Microseconds(Calendar.ParseMicroseconds(text), unfit));
}
