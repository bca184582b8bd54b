using System.Globalization;
using System.Numerics;
using Tarn.Engine.Types;
using Tarn.Engine.Vectors;

namespace Tarn.Sources.Postgres.Types;

/// <summary>smallint, integer, bigint, oid, real and double precision.</summary>
/// <param name="kind">The engine's type, stored as <typeparamref name="T"/>.</param>
/// <param name="read">Reads the big-endian form.</param>
internal sealed class NumberDecoder<T>(EngineTypeKind kind, NumberDecoder<T>.Read read)
    : ValueDecoder(new EngineType(kind))
    where T : unmanaged, INumberBase<T>
{
    public delegate T Read(ReadOnlySpan<byte> value);

    public override void WriteBinary(ReadOnlySpan<byte> value, VectorWriter writer, int row) =>
        writer.WriteStored(row, read(value));

    /// <summary>.NET's NaN has its sign bit set, PostgreSQL's has not.</summary>
    public override void WriteText(ReadOnlySpan<byte> text, VectorWriter writer, int row)
    {
        T number = T.TryParse(text, CultureInfo.InvariantCulture, out T parsed) ? parsed : throw NotOfType(text);
        writer.WriteStored(row, T.IsNaN(number) ? T.Abs(number) : number);
    }
}
