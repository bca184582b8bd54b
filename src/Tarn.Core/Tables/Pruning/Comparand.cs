using System.Globalization;
using System.Numerics;
using System.Text;
using Tarn.Engine.Values;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Pruning;

/// <summary>How two comparands stand to each other.</summary>
internal enum Ordering
{
    Less,
    Equal,
    Greater,

    /// <summary>Not comparable, or too close to tell: two numbers may differ and yet be the same as doubles.</summary>
    Unknown,
}

/// <summary>A bound or a constant in the order that the engine gives the values of a column's type.</summary>
internal abstract record Comparand
{
    /// <summary>Unscaled / 10^Scale.</summary>
    public sealed record Exact(BigInteger Unscaled, int Scale) : Comparand;

    /// <param name="Value">Not NaN.</param>
    /// <param name="IsSingle">True for FLOAT columns: the engine may compare in single precision.</param>
    public sealed record Real(double Value, bool IsSingle) : Comparand;

    public sealed record Text(string Value) : Comparand;

    /// <summary>Ticks of 100 ns since year 1, in UTC or without zone.</summary>
    public sealed record Moment(long Ticks) : Comparand;

    public sealed record Flag(bool Value) : Comparand;

    /// <summary>A query's constant as it compares with a column of the type; null when that is not certain.</summary>
    public static Comparand? FromValue(DeltaType type, object? value) => ColumnDomains.Of(type) switch
    {
        ColumnDomain.Number => value switch
        {
            string text => IsInteger(text) ? ExactText.Parse(text) : null,
            float or double => FromDouble(Convert.ToDouble(value, CultureInfo.InvariantCulture), isSingle: false),
            _ => FromNumber(value),
        },
        ColumnDomain.Single or ColumnDomain.Double => value switch
        {
            float or double => FromDouble(Convert.ToDouble(value, CultureInfo.InvariantCulture), isSingle: false),
            _ => FromNumber(value),
        },
        ColumnDomain.Text => value is string text ? new Text(text) : null,
        ColumnDomain.Date or ColumnDomain.Local or ColumnDomain.Instant => MomentText.FromValue(value, type),
        ColumnDomain.Flag => value is bool flag ? new Flag(flag) : null,
        _ => null,
    };

    public static Comparand? FromDouble(double value, bool isSingle) =>
        double.IsNaN(value) ? null : new Real(value, isSingle);

    public Ordering CompareTo(Comparand other) => (this, other) switch
    {
        (Exact left, Exact right) => Certain(Compare(left, right)),
        (Real or Exact, Real or Exact) => Coarse(AsReal(this), AsReal(other)),
        (Text left, Text right) => Certain(
            Encoding.UTF8.GetBytes(left.Value).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right.Value))),
        (Moment left, Moment right) => Certain(left.Ticks.CompareTo(right.Ticks)),
        (Flag left, Flag right) => Certain(left.Value.CompareTo(right.Value)),
        _ => Ordering.Unknown,
    };

    private static Exact? FromNumber(object? value) => value switch
    {
        sbyte or byte or short or ushort or int or uint or long or ulong or BigInteger or Int128 or UInt128
            or decimal or EngineDecimal =>
            ExactText.Parse(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)),
        _ => null,
    };

    /// <summary>
    /// Rounding keeps the order, so what differs after it differs; what is equal after it may differ.
    /// </summary>
    private static Ordering Coarse(Real left, Real right)
    {
        int order = left.IsSingle || right.IsSingle
            ? ((float)left.Value).CompareTo((float)right.Value)
            : left.Value.CompareTo(right.Value);
        return order == 0 ? Ordering.Unknown : Certain(order);
    }

    private static Real AsReal(Comparand number) => number switch
    {
        Real real => real,
        Exact exact => new Real(
            double.Parse(
                string.Create(CultureInfo.InvariantCulture, $"{exact.Unscaled}E-{exact.Scale}"),
                CultureInfo.InvariantCulture),
            IsSingle: false),
        _ => throw new InvalidOperationException($"{number.GetType().Name} is no number"),
    };

    private static int Compare(Exact left, Exact right)
    {
        if (left.Scale == right.Scale)
        {
            return left.Unscaled.CompareTo(right.Unscaled);
        }

        int scale = Math.Max(left.Scale, right.Scale);
        return (left.Unscaled * BigInteger.Pow(10, scale - left.Scale))
            .CompareTo(right.Unscaled * BigInteger.Pow(10, scale - right.Scale));
    }

    private static Ordering Certain(int order) =>
        order < 0 ? Ordering.Less : order > 0 ? Ordering.Greater : Ordering.Equal;

    /// <summary>Text that the engine casts to any number type without rounding.</summary>
    private static bool IsInteger(string text) => long.TryParse(
        text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
