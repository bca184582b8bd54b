using System.Text.Json;
using Tarn.Common;

namespace Tarn.Alarms.Topics.Filters;

/// <summary>
/// One of the values that a filter policy lists for a key ("Amazon SNS subscription filter policies": exact, prefix,
/// suffix, anything-but, equals-ignore-case, numeric, exists).
/// </summary>
internal static class FilterRule
{
    /// <summary>Whether a value that is there fits.</summary>
    /// <param name="rule">Checked by <see cref="Check"/>.</param>
    /// <param name="value">A text, number, truth value or null.</param>
    public static bool Fits(JsonElement rule, JsonElement value)
    {
        if (rule.ValueKind != JsonValueKind.Object)
        {
            return AreEqual(rule, value);
        }

        JsonProperty operation = rule.EnumerateObject().First();
        string? text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return operation.Name switch
        {
            "exists" => operation.Value.GetBoolean(),
            "prefix" => text?.StartsWith(operation.Value.GetString()!, StringComparison.Ordinal) == true,
            "suffix" => text?.EndsWith(operation.Value.GetString()!, StringComparison.Ordinal) == true,
            "equals-ignore-case" => string.Equals(
                text, operation.Value.GetString(), StringComparison.OrdinalIgnoreCase),
            "anything-but" => !ListOf(operation.Value).Any(other => Fits(other, value)),
            _ => value.ValueKind == JsonValueKind.Number && IsWithin(operation.Value, value.GetDecimal()),
        };
    }

    /// <summary>Whether a key that is not there fits.</summary>
    public static bool FitsNothing(JsonElement rule) =>
        rule.ValueKind == JsonValueKind.Object
        && rule.TryGetProperty("exists", out JsonElement exists)
        && !exists.GetBoolean();

    /// <exception cref="TarnException"><c>TN1005</c>: it is no rule that the lake knows.</exception>
    public static void Check(JsonElement rule)
    {
        if (rule.ValueKind is JsonValueKind.Array)
        {
            throw Wrong("lists in lists");
        }

        if (rule.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        JsonProperty[] operations = [.. rule.EnumerateObject()];
        if (operations.Length != 1)
        {
            throw Wrong("an object of other than one operator");
        }

        JsonElement value = operations[0].Value;
        bool isGood = operations[0].Name switch
        {
            "exists" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "prefix" or "suffix" or "equals-ignore-case" => value.ValueKind == JsonValueKind.String,
            "anything-but" => ListOf(value).All(IsPlainOrPrefix),
            "numeric" => IsNumeric(value),
            _ => throw Wrong($"the operator '{operations[0].Name}'"),
        };
        if (!isGood)
        {
            throw Wrong($"this value of '{operations[0].Name}'");
        }
    }

    public static TarnException Wrong(string what) =>
        new(ErrorCodes.BadArgument, $"the filter policy has {what}, which Tarn does not know");

    private static JsonElement[] ListOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    private static bool IsPlainOrPrefix(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number
        || (value.ValueKind == JsonValueKind.Object
            && value.EnumerateObject().Count() == 1
            && value.EnumerateObject().First() is
            {
                Name: "prefix" or "suffix",
                Value.ValueKind: JsonValueKind.String,
            });

    private static bool AreEqual(JsonElement one, JsonElement other) =>
        one.ValueKind == JsonValueKind.Number && other.ValueKind == JsonValueKind.Number
            ? one.GetDecimal() == other.GetDecimal()
            : one.ValueKind == other.ValueKind
                && (one.ValueKind != JsonValueKind.String || one.GetString() == other.GetString());

    private static bool IsNumeric(JsonElement value)
    {
        JsonElement[] parts = ListOf(value);
        return value.ValueKind == JsonValueKind.Array
            && parts.Length is 2 or 4
            && parts.Chunk(2).All(pair =>
                pair[0].ValueKind == JsonValueKind.String
                && pair[0].GetString() is "=" or "<" or "<=" or ">" or ">="
                && pair[1].ValueKind == JsonValueKind.Number);
    }

    private static bool IsWithin(JsonElement range, decimal number) => ListOf(range).Chunk(2).All(pair =>
    {
        decimal limit = pair[1].GetDecimal();
        return pair[0].GetString() switch
        {
            "=" => number == limit,
            "<" => number < limit,
            "<=" => number <= limit,
            ">" => number > limit,
            _ => number >= limit,
        };
    });
}
