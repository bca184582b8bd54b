using System.Globalization;
using System.Numerics;

namespace Tarn.Engine.Dialect.Functions.Json.Path;

/// <summary>Arithmetic: integers stay integers, decimals exact, a double makes a double.</summary>
internal static class PathNumbers
{
    public static JsonItem Signed(JsonItem item, bool isMinus) =>
        isMinus ? Compute(new JsonItem.Number(BigInteger.Zero), '-', item) : Check(item);

    public static JsonItem Compute(JsonItem left, char symbol, JsonItem right)
    {
        object a = Check(left).Value;
        object b = Check(right).Value;
        try
        {
            object result = (a, b) switch
            {
                (BigInteger x, BigInteger y) => Compute(x, symbol, y),
                (double, _) or (_, double) => Compute(ToDouble(a), symbol, ToDouble(b)),
                _ => Compute(ToDecimal(a), symbol, ToDecimal(b)),
            };
            return result is double number && !double.IsFinite(number)
                ? throw new PathException("a computation has no result")
                : new JsonItem.Number(result);
        }
        catch (Exception exception) when (exception is DivideByZeroException or OverflowException)
        {
            throw new PathException(exception.Message);
        }
    }

    public static int Compare(object left, object right) => (left, right) switch
    {
        (BigInteger a, BigInteger b) => a.CompareTo(b),
        (double, _) or (_, double) => ToDouble(left).CompareTo(ToDouble(right)),
        _ => ToDecimal(left).CompareTo(ToDecimal(right)),
    };

    /// <summary>A place in an array: digits behind the point are cut off.</summary>
    public static BigInteger Place(JsonItem item) => Check(item).Value switch
    {
        BigInteger whole => whole,
        decimal number => (BigInteger)number,
        double number when double.IsFinite(number) => (BigInteger)number,
        _ => throw new PathException("a place in an array is no number"),
    };

    public static double ToDouble(object value) => value switch
    {
        BigInteger whole => (double)whole,
        _ => Convert.ToDouble(value, CultureInfo.InvariantCulture),
    };

    private static decimal ToDecimal(object value) => value is BigInteger whole ? (decimal)whole : (decimal)value;

    private static T Compute<T>(T left, char symbol, T right)
        where T : INumber<T> => symbol switch
        {
            '+' => left + right,
            '-' => left - right,
            '*' => left * right,
            '/' => left / right,
            _ => left % right,
        };

    public static JsonItem.Number Check(JsonItem item) => item is JsonItem.Number number
        ? number
        : throw new PathException($"an {item.TypeName} is no number");
}
