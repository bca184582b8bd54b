using System.Numerics;
using Tarn.Engine.Types;

namespace Tarn.Engine.Values;

/// <summary>The engine's type for a CLR value that comes without one.</summary>
internal static class ClrType
{
    public static EngineType Of(object? value) => value switch
    {
        null or DBNull => new(EngineTypeKind.SqlNull),
        bool => new(EngineTypeKind.Boolean),
        sbyte => new(EngineTypeKind.TinyInt),
        short => new(EngineTypeKind.SmallInt),
        int => new(EngineTypeKind.Integer),
        long => new(EngineTypeKind.BigInt),
        byte => new(EngineTypeKind.UTinyInt),
        ushort => new(EngineTypeKind.USmallInt),
        uint => new(EngineTypeKind.UInteger),
        ulong => new(EngineTypeKind.UBigInt),
        Int128 => new(EngineTypeKind.HugeInt),
        UInt128 => new(EngineTypeKind.UHugeInt),
        BigInteger number => new(OfInteger(number)),
        float => new(EngineTypeKind.Float),
        double => new(EngineTypeKind.Double),
        decimal number => OfDecimal(ClrValue.FromClr(number)),
        EngineDecimal number => OfDecimal(number),
        string or char => new(EngineTypeKind.Varchar),
        byte[] => new(EngineTypeKind.Blob),
        BitString => new(EngineTypeKind.Bit),
        DateOnly or EngineDate => new(EngineTypeKind.Date),
        TimeOnly => new(EngineTypeKind.Time),
        EngineTime time => new(time.Nanoseconds % 1000 == 0 ? EngineTypeKind.Time : EngineTypeKind.TimeNs),
        EngineTimeTz => new(EngineTypeKind.TimeTz),
        DateTime => new(EngineTypeKind.Timestamp),
        DateTimeOffset => new(EngineTypeKind.TimestampTz),
        EngineTimestamp timestamp => OfTimestamp(timestamp),
        EngineInterval or TimeSpan => new(EngineTypeKind.Interval),
        Guid => new(EngineTypeKind.Uuid),
        StructValue fields => EngineType.Struct(
            [.. fields.Fields.Select(field => new EngineTypeField(field.Key, Of(field.Value)))]),
        MapValue map => EngineType.Map(
            OfFirst(map.Entries.Select(entry => entry.Key)),
            OfFirst(map.Entries.Select(entry => entry.Value))),
        System.Collections.IEnumerable elements => EngineType.List(OfFirst(elements.Cast<object?>())),
        _ => throw new InvalidCastException(
            $"A {value.GetType().Name} has no type in the engine; pass a TypedValue or one of its CLR types."),
    };

    private static EngineType OfFirst(IEnumerable<object?> values) =>
        Of(values.FirstOrDefault(value => value is not null));

    private static EngineTypeKind OfInteger(BigInteger number) =>
        number >= (BigInteger)Int128.MinValue && number <= (BigInteger)Int128.MaxValue ? EngineTypeKind.HugeInt
        : number.Sign > 0 && number <= (BigInteger)UInt128.MaxValue ? EngineTypeKind.UHugeInt
        : EngineTypeKind.Bignum;

    private static EngineType OfDecimal(EngineDecimal number)
    {
        int digits = BigInteger.Abs(number.Unscaled).ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        return EngineType.Decimal(Math.Max(digits, number.Scale), number.Scale);
    }

    private static EngineType OfTimestamp(EngineTimestamp timestamp) =>
        new(timestamp.IsInstant ? EngineTypeKind.TimestampTz : timestamp.Unit switch
        {
            TimestampUnit.Seconds => EngineTypeKind.TimestampS,
            TimestampUnit.Milliseconds => EngineTypeKind.TimestampMs,
            TimestampUnit.Nanoseconds => EngineTypeKind.TimestampNs,
            _ => EngineTypeKind.Timestamp,
        });
}
