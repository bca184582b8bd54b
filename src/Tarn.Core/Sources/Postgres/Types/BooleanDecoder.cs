using Tarn.Engine.Types;
using Tarn.Engine.Vectors;

namespace Tarn.Sources.Postgres.Types;

/// <summary>boolean: one byte, or <c>t</c> and <c>f</c>.</summary>
internal sealed class BooleanDecoder() : ValueDecoder(new EngineType(EngineTypeKind.Boolean))
{
    public override void WriteBinary(ReadOnlySpan<byte> value, VectorWriter writer, int row) =>
        writer.WriteStored(row, value[0]);

    public override void WriteText(ReadOnlySpan<byte> text, VectorWriter writer, int row) =>
        writer.WriteStored(row, text is [(byte)'t'] ? (byte)1 : text is [(byte)'f'] ? (byte)0 : throw NotOfType(text));
}
