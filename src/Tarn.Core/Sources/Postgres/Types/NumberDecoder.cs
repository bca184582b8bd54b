using System.Globalization;
using Tarn.Engine.Types;
using Tarn.Engine.Vectors;

namespace Tarn.Sources.Postgres.Types;

/// <summary>smallint, integer, bigint, oid, real and double precision.</summary>
/// <param name="kind">The engine's type, stored as <typeparamref name="T"/>.</param>
/// <param name="read">Reads the big-endian form.</param>
internal sealed class NumberDecoder<T>(EngineTypeKind kind, NumberDecoder<T>.Read read)
    : ValueDecoder(new EngineType(kind))
    where T : unmanaged, IUtf8SpanParsable<T>
{
    public delegate T Read(ReadOnlySpan<byte> value);

    public override void WriteBinary(ReadOnlySpan<byte> value, VectorWriter writer, int row) =>
        writer.WriteStored(row, read(value));

    public override void WriteText(ReadOnlySpan<byte> text, VectorWriter writer, int row) =>
        writer.WriteStored(
            row, T.TryParse(text, CultureInfo.InvariantCulture, out T number) ? number : throw NotOfType(text));
}
