using System.Buffers.Binary;
using Tarn.Engine.Types;

namespace Tarn.Sources.Postgres.Types;

/// <summary>
/// Which column of a table each type becomes. A type that is not here is read as the text which the server writes.
/// </summary>
/// <param name="unfit">Counts what decoders had to change.</param>
internal sealed class TypeMap(Unfit unfit)
{
    private const int DecimalDigitsMax = 38;
    private const int ModifierHeader = 4;

    private readonly TextDecoder _text = new(unfit);

    /// <summary>A decoder for the type's own form; null for a type that has to be cast to text.</summary>
    public ValueDecoder? DecoderOf(PostgresType type) => type.Id switch
    {
        16 => new BooleanDecoder(),
        17 => new BytesDecoder(),
        20 => new NumberDecoder<long>(EngineTypeKind.BigInt, BinaryPrimitives.ReadInt64BigEndian),
        21 => new NumberDecoder<short>(EngineTypeKind.SmallInt, BinaryPrimitives.ReadInt16BigEndian),
        23 => new NumberDecoder<int>(EngineTypeKind.Integer, BinaryPrimitives.ReadInt32BigEndian),
        26 => new NumberDecoder<long>(EngineTypeKind.BigInt, value => BinaryPrimitives.ReadUInt32BigEndian(value)),
        700 => new NumberDecoder<float>(EngineTypeKind.Float, BinaryPrimitives.ReadSingleBigEndian),
        701 => new NumberDecoder<double>(EngineTypeKind.Double, BinaryPrimitives.ReadDoubleBigEndian),
        18 or 19 or 25 or 114 or 1042 or 1043 => _text,
        3802 => new JsonbDecoder(_text),
        1082 => new DateDecoder(unfit),
        1114 => new TimestampDecoder(EngineTypeKind.Timestamp, unfit),
        1184 => new TimestampDecoder(EngineTypeKind.TimestampTz, unfit),
        1700 => DecimalOf(type.Modifier),
        2950 => new UuidDecoder(),
        _ when type.IsEnum => _text,
        _ when type.Element is { } element && type.Dimensions <= 1 => ArrayOf(element),
        _ => null,
    };

    /// <summary>A decoder for the type's text.</summary>
    public ValueDecoder TextOf(PostgresType type) => DecoderOf(type) ?? (HasListOfTexts(type) ? ListOfTexts : _text);

    /// <summary>
    /// The SQL that sends a column: as it is, or as the text that the type's output function writes. A cast to text is
    /// the same but for inet, whose cast adds the length of the address.
    /// </summary>
    public string SelectSql(string name, PostgresType type)
    {
        string column = PostgresText.Identifier(name);
        return DecoderOf(type) is not null ? column
            : HasListOfTexts(type) ? $"{column}::text::text[]"
            : type.Id == 869 ? $"inet_out({column})::text"
            : $"{column}::text";
    }

    private ArrayDecoder ListOfTexts => new(_text, unfit);

    /// <summary>
    /// An array of a type that is read as text. Boxes are the one type whose elements a semicolon parts; their arrays
    /// stay one text.
    /// </summary>
    private static bool HasListOfTexts(PostgresType type) =>
        type is { Element: { Id: not 603 }, Dimensions: <= 1 };

    private ArrayDecoder? ArrayOf(PostgresType element) =>
        DecoderOf(element) is { } decoder ? new ArrayDecoder(decoder, unfit) : null;

    /// <summary>
    /// The modifier has the precision in its upper and the scale in its lower half, eleven bits with a sign
    /// (numerictypmodin). A scale below 0 or above the precision is widened to what a decimal can have.
    /// </summary>
    private DecimalDecoder? DecimalOf(int modifier)
    {
        if (modifier < ModifierHeader)
        {
            return null;
        }

        int precision = (modifier - ModifierHeader) >> 16 & 0xffff;
        int scale = (((modifier - ModifierHeader) & 0x7ff) ^ 1024) - 1024;
        int digits = scale < 0 ? precision - scale : Math.Max(precision, scale);
        return digits <= DecimalDigitsMax ? new DecimalDecoder(digits, Math.Max(scale, 0), unfit) : null;
    }
}
