using Tarn.Engine.Vectors;

namespace Tarn.Sources.Postgres.Types;

/// <summary>jsonb: one byte with the version of the format, 1, then the text (jsonb_send).</summary>
internal sealed class JsonbDecoder(TextDecoder text) : ValueDecoder(text.Type)
{
    private const byte Version = 1;

    public override void WriteBinary(ReadOnlySpan<byte> value, VectorWriter writer, int row)
    {
        if (value is not [Version, ..])
        {
            throw new FormatException("a jsonb value is of a version that is not known");
        }

        text.WriteBinary(value[1..], writer, row);
    }

    public override void WriteText(ReadOnlySpan<byte> value, VectorWriter writer, int row) =>
        text.WriteText(value, writer, row);
}
