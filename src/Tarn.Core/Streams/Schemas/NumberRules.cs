using System.Text.Json;

namespace Tarn.Streams.Schemas;

/// <summary>Keywords of numbers; other values keep to them.</summary>
internal static class NumberRules
{
    public static SchemaRule Of(string keyword, JsonElement value, string place)
    {
        decimal bound = SchemaErrors.Number(value, place);
        return keyword switch
        {
            "minimum" => Rule(number => number >= bound, $"expected at least {bound}"),
            "maximum" => Rule(number => number <= bound, $"expected at most {bound}"),
            "exclusiveMinimum" => Rule(number => number > bound, $"expected more than {bound}"),
            "exclusiveMaximum" => Rule(number => number < bound, $"expected less than {bound}"),
            _ => bound > 0
                ? Rule(number => number % bound == 0, $"expected a multiple of {bound}")
                : throw SchemaErrors.At(place, "expected a number above 0"),
        };
    }

    /// <summary>Numbers beyond the range of decimals are beyond every bound, on their side.</summary>
    private static SchemaRule Rule(Func<decimal, bool> holds, string expectation) => element =>
    {
        if (element.ValueKind != JsonValueKind.Number)
        {
            return null;
        }

        decimal number = element.TryGetDecimal(out decimal exact) ? exact
            : element.TryGetDouble(out double large) && large < 0 ? decimal.MinValue
            : decimal.MaxValue;
        return holds(number) ? null : new SchemaFailure($"it is {element.GetRawText()}, {expectation}");
    };
}
