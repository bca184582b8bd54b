using System.Globalization;
using System.Numerics;

namespace Tarn.Engine.Dialect.Functions.Json.Path;

/// <summary>The methods of items.</summary>
internal static class PathMethods
{
    /// <summary>Those that do not take arrays apart.</summary>
    public static JsonItem OfAny(string method, JsonItem item, bool isStrict) => (method, item) switch
    {
        ("type", _) => new JsonItem.Text(item.TypeName),
        (_, JsonItem.Sequence sequence) => new JsonItem.Number(new BigInteger(sequence.Elements.Count)),
        _ => isStrict
            ? throw new PathException($"an {item.TypeName} has no size")
            : new JsonItem.Number(BigInteger.One),
    };

    /// <param name="method">Its name.</param>
    /// <param name="item">What it is called on.</param>
    /// <param name="index">Which of the items that is.</param>
    public static IEnumerable<JsonItem> Apply(string method, JsonItem item, int index) => method switch
    {
        "keyvalue" => KeyValues(item, index),
        "double" => [new JsonItem.Number(ToDouble(item))],
        _ => [new JsonItem.Number(Round(method, PathNumbers.Check(item).Value))],
    };

    private static object Round(string method, object value) => (method, value) switch
    {
        ("abs", BigInteger whole) => BigInteger.Abs(whole),
        ("abs", decimal number) => Math.Abs(number),
        ("abs", double number) => Math.Abs(number),
        ("ceiling", decimal number) => (BigInteger)Math.Ceiling(number),
        ("ceiling", double number) => Math.Ceiling(number),
        ("floor", decimal number) => (BigInteger)Math.Floor(number),
        ("floor", double number) => Math.Floor(number),
        _ => value,
    };

    private static double ToDouble(JsonItem item) => item switch
    {
        JsonItem.Number number => PathNumbers.ToDouble(number.Value),
        JsonItem.Text text
            when double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                && double.IsFinite(value) => value,
        _ => throw new PathException($"an {item.TypeName} is no number"),
    };

    private static IEnumerable<JsonItem> KeyValues(JsonItem item, int index) => item is JsonItem.Structure structure
        ? structure.Members.Select(member => new JsonItem.Structure(
            [
                KeyValuePair.Create<string, JsonItem>("name", new JsonItem.Text(member.Key)),
                KeyValuePair.Create("value", member.Value),
                KeyValuePair.Create<string, JsonItem>("id", new JsonItem.Number(new BigInteger(index))),
            ]))
        : throw new PathException($"an {item.TypeName} has no keys");
}
