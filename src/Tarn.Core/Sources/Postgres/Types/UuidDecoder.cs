using Tarn.Engine.Types;
using Tarn.Engine.Vectors;

namespace Tarn.Sources.Postgres.Types;

/// <summary>uuid: sixteen bytes, stored as text with hyphens, in lower case.</summary>
internal sealed class UuidDecoder() : ValueDecoder(new EngineType(EngineTypeKind.Varchar))
{
    private const int TextLength = 36;

    public override void WriteBinary(ReadOnlySpan<byte> value, VectorWriter writer, int row)
    {
        Span<byte> text = stackalloc byte[TextLength];
        new Guid(value, bigEndian: true).TryFormat(text, out _);
        writer.WriteBytes(row, text);
    }

    public override void WriteText(ReadOnlySpan<byte> text, VectorWriter writer, int row) =>
        writer.WriteBytes(row, text.Length == TextLength ? text : throw NotOfType(text));
}
