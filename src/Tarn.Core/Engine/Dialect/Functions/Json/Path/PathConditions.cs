namespace Tarn.Engine.Dialect.Functions.Json.Path;

/// <summary>Tests the conditions of filters: null is unknown, as in SQL.</summary>
internal sealed class PathConditions(PathEvaluator evaluator, bool isStrict)
{
    public bool? Test(PathPredicate condition, PathScope scope) => condition switch
    {
        PathPredicate.And and => Test(and.Left, scope) & Test(and.Right, scope),
        PathPredicate.Or or => Test(or.Left, scope) | Test(or.Right, scope),
        PathPredicate.Not not => !Test(not.Operand, scope),
        PathPredicate.IsUnknown unknown => Test(unknown.Operand, scope) is null,
        PathPredicate.Exists exists => Items(exists.Operand, scope) is { } items ? items.Count > 0 : null,
        PathPredicate.Comparison comparison => AnyPair(comparison.Left, comparison.Right, scope, (left, right) =>
            Compare(left, comparison.Operator, right)),
        PathPredicate.StartsWith start => AnyPair(start.Whole, start.Start, scope, (whole, part) =>
            whole is JsonItem.Text text && part is JsonItem.Text prefix
                ? text.Value.StartsWith(prefix.Value, StringComparison.Ordinal)
                : null),
        _ => null,
    };

    /// <summary>Null when they cannot be found.</summary>
    private List<JsonItem>? Items(PathNode node, PathScope scope)
    {
        try
        {
            return [.. evaluator.Unwrapped(node, scope)];
        }
        catch (PathException)
        {
            return null;
        }
    }

    /// <summary>
    /// True when one pair is; a pair that cannot be compared makes it unknown, in lax mode only when it comes first.
    /// </summary>
    private bool? AnyPair(PathNode left, PathNode right, PathScope scope, Func<JsonItem, JsonItem, bool?> test)
    {
        if (Items(left, scope) is not { } leftItems || Items(right, scope) is not { } rightItems)
        {
            return null;
        }

        bool isTrue = false;
        foreach (bool? answer in leftItems.SelectMany(_ => rightItems, test))
        {
            if (answer is null)
            {
                return null;
            }

            isTrue |= answer.Value;
            if (isTrue && !isStrict)
            {
                return true;
            }
        }

        return isTrue;
    }

    /// <summary>JSON's null equals itself; it is neither unequal to anything nor less or more.</summary>
    private static bool? Compare(JsonItem left, string symbol, JsonItem right)
    {
        if (left is JsonItem.Null || right is JsonItem.Null)
        {
            return symbol == "==" && left is JsonItem.Null && right is JsonItem.Null;
        }

        int? order = (left, right) switch
        {
            (JsonItem.Number a, JsonItem.Number b) => PathNumbers.Compare(a.Value, b.Value),
            (JsonItem.Text a, JsonItem.Text b) => string.CompareOrdinal(a.Value, b.Value),
            (JsonItem.Truth a, JsonItem.Truth b) => a.Value.CompareTo(b.Value),
            _ => null,
        };
        return symbol switch
        {
            "==" => order == 0,
            "<>" or "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        } is bool answer && order is not null ? answer : null;
    }
}
