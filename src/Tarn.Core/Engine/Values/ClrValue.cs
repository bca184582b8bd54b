using System.Globalization;
using System.Numerics;
using Tarn.Engine.Types;

namespace Tarn.Engine.Values;

/// <summary>
/// Turns CLR values into the engine's physical ones. Throws <see cref="InvalidCastException"/> for a value of a kind
/// the type does not take, and <see cref="OverflowException"/> for one out of its range.
/// </summary>
internal static class ClrValue
{
    private const long MicrosecondsPerDay = 86_400_000_000;

    public static T ToNumber<T>(object value)
        where T : unmanaged, INumber<T> => value switch
        {
            T exact => exact,
            float or double or decimal when default(T) is float or double =>
                T.CreateChecked(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            _ => T.CreateChecked(ToInteger(value)),
        };

    public static BigInteger ToInteger(object value) => value switch
    {
        sbyte or short or int or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        byte or ushort or uint or ulong => Convert.ToUInt64(value, CultureInfo.InvariantCulture),
        BigInteger number => number,
        Int128 number => number,
        UInt128 number => number,
        decimal number when decimal.IsInteger(number) => (BigInteger)number,
        double number when double.IsInteger(number) => (BigInteger)number,
        float number when float.IsInteger(number) => (BigInteger)number,
        _ => throw Mismatch(value, "an integer"),
    };

    /// <summary>The unscaled value at the type's scale; digits beyond it are rounded half away from zero.</summary>
    public static Int128 ToDecimal(object value, EngineType type)
    {
        EngineDecimal number = value switch
        {
            decimal exact => FromClr(exact),
            EngineDecimal exact => exact,
            float or double => FromClr(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
            _ => new EngineDecimal(ToInteger(value), 0),
        };
        BigInteger unscaled = number.Unscaled;
        if (number.Scale <= type.Scale)
        {
            unscaled *= BigInteger.Pow(10, type.Scale - number.Scale);
        }
        else
        {
            BigInteger divisor = BigInteger.Pow(10, number.Scale - type.Scale);
            BigInteger quotient = BigInteger.DivRem(unscaled, divisor, out BigInteger rest);
            unscaled = BigInteger.Abs(rest) * 2 >= divisor ? quotient + unscaled.Sign : quotient;
        }

        return BigInteger.Abs(unscaled) < BigInteger.Pow(10, type.Precision)
            ? (Int128)unscaled
            : throw new OverflowException($"{number} has too many digits for {type}.");
    }

    public static EngineDecimal FromClr(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        UInt128 magnitude = ((UInt128)(uint)bits[2] << 64) | ((UInt128)(uint)bits[1] << 32) | (uint)bits[0];
        BigInteger unscaled = magnitude;
        return new EngineDecimal(bits[3] < 0 ? -unscaled : unscaled, value.Scale);
    }

    public static int ToDays(object value) => value switch
    {
        DateOnly date => EngineDate.ToDays(date),
        EngineDate date => date.Days,
        DateTime timestamp => EngineDate.ToDays(DateOnly.FromDateTime(timestamp)),
        _ => throw Mismatch(value, "a date"),
    };

    /// <summary>Nanoseconds since midnight.</summary>
    public static long ToTimeOfDay(object value) => value switch
    {
        TimeOnly time => EngineTime.ToNanoseconds(time),
        EngineTime time => time.Nanoseconds,
        TimeSpan span => checked(span.Ticks * TimeSpan.NanosecondsPerTick),
        _ => throw Mismatch(value, "a time of day"),
    };

    public static ulong ToTimeTzBits(object value) => value switch
    {
        EngineTimeTz time => time.ToBits(),
        TimeOnly time => new EngineTimeTz(time.Ticks / TimeSpan.TicksPerMicrosecond, 0).ToBits(),
        _ => throw Mismatch(value, "a time of day with offset"),
    };

    public static long ToTimestamp(object value, TimestampUnit unit) => value switch
    {
        DateTime timestamp => EngineTimestamp.FromTicks(timestamp.Ticks, unit),
        DateTimeOffset instant => EngineTimestamp.FromTicks(instant.UtcTicks, unit),
        EngineTimestamp timestamp when timestamp.Unit == unit || timestamp.IsInfinite => timestamp.Value,
        DateOnly date when unit == TimestampUnit.Microseconds => EngineDate.ToDays(date) * MicrosecondsPerDay,
        _ => throw Mismatch(value, $"a timestamp in {unit}"),
    };

    public static EngineInterval ToInterval(object value) => value switch
    {
        EngineInterval interval => interval,
        TimeSpan span => EngineInterval.FromTimeSpan(span),
        _ => throw Mismatch(value, "an interval"),
    };

    public static T To<T>(object value) =>
        value is T exact ? exact : throw Mismatch(value, $"a {typeof(T).Name}");

    public static string ToText(object value) => value switch
    {
        string text => text,
        Guid guid => guid.ToString("D"),
        char character => character.ToString(),
        _ => throw Mismatch(value, "text"),
    };

    public static int ToEnumIndex(object value, EngineType type)
    {
        string text = ToText(value);
        for (int i = 0; i < type.EnumValues.Count; i++)
        {
            if (type.EnumValues[i] == text)
            {
                return i;
            }
        }

        throw new InvalidCastException($"'{text}' is none of the values of {type}.");
    }

    public static int ToMemberIndex(UnionValue value, EngineType type)
    {
        for (int i = 0; i < type.Children.Count; i++)
        {
            if (type.Children[i].Name == value.Tag)
            {
                return i;
            }
        }

        throw new InvalidCastException($"'{value.Tag}' is no member of {type}.");
    }

    public static object?[] ToElements(object value) => value switch
    {
        object?[] elements => elements,
        string or byte[] => throw Mismatch(value, "a list"),
        System.Collections.IEnumerable elements => [.. elements.Cast<object?>()],
        _ => throw Mismatch(value, "a list"),
    };

    private static InvalidCastException Mismatch(object value, string expected) =>
        new($"'{value}' ({value.GetType().Name}) is not {expected}.");
}
