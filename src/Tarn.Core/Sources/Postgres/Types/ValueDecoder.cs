using Tarn.Engine.Types;
using Tarn.Engine.Vectors;

namespace Tarn.Sources.Postgres.Types;

/// <summary>
/// Writes values of one PostgreSQL type into a column of the engine, from the binary form that COPY sends or from the
/// text form that replication sends. Null is the caller's matter. Thread-safe.
/// </summary>
internal abstract class ValueDecoder(EngineType type)
{
    /// <summary>Of the column that is written.</summary>
    public EngineType Type { get; } = type;

    /// <exception cref="FormatException">The bytes are not of the type.</exception>
    public abstract void WriteBinary(ReadOnlySpan<byte> value, VectorWriter writer, int row);

    /// <exception cref="FormatException">The text is not of the type.</exception>
    public abstract void WriteText(ReadOnlySpan<byte> text, VectorWriter writer, int row);

    protected FormatException NotOfType(ReadOnlySpan<byte> text) =>
        new($"'{System.Text.Encoding.UTF8.GetString(text[..Math.Min(text.Length, 40)])}' is not a {Type}");
}
