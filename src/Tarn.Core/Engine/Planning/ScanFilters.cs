using System.Text.Json;
using Tarn.Engine.Parsing;

namespace Tarn.Engine.Planning;

/// <summary>
/// The filters of a scan that compare a column with constants. Those of other kinds, such as what a join finds out
/// while it runs, are left out: the scan then seems to read more than it will.
/// </summary>
internal static class ScanFilters
{
    /// <param name="scan">A node of type <c>LOGICAL_GET</c>.</param>
    /// <param name="parameters">Values of parameters in filters.</param>
    public static IEnumerable<ScanCondition> Of(JsonElement scan, IReadOnlyDictionary<string, object?> parameters)
    {
        if (!scan.TryGetProperty("table_filters", out JsonElement filters))
        {
            yield break;
        }

        string[] names = [.. scan.Elements("names").Select(name => name.GetString() ?? "")];
        JsonElement[] types = [.. scan.Elements("returned_types")];
        foreach (JsonElement entry in filters.Elements("filters"))
        {
            if (entry.GetProperty("key").TryGetInt32(out int column) && column < names.Length)
            {
                foreach (ColumnPredicate predicate in Read(names[column], entry.GetProperty("value"), parameters))
                {
                    yield return new ScanCondition(predicate, types[column].Text("id"));
                }
            }
        }
    }

    private static IEnumerable<ColumnPredicate> Read(
        string column, JsonElement filter, IReadOnlyDictionary<string, object?> parameters) =>
        filter.Text("filter_type") switch
        {
            "CONSTANT_COMPARISON" =>
                Compare(column, filter.Text("comparison_type"), [PlanConstant.Read(filter.GetProperty("constant"))]),
            "IN_FILTER" => Compare(column, "COMPARE_IN", filter.Elements("values").Select(PlanConstant.Read)),
            "CONJUNCTION_AND" => filter.Elements("child_filters").SelectMany(child => Read(column, child, parameters)),
            "OPTIONAL_FILTER" when filter.TryGetProperty("child_filter", out JsonElement child) =>
                Read(column, child, parameters),
            "EXPRESSION_FILTER" => ReadExpression(column, filter.GetProperty("expr"), parameters),
            _ => [],
        };

    private static IEnumerable<ColumnPredicate> ReadExpression(
        string column, JsonElement expression, IReadOnlyDictionary<string, object?> parameters)
    {
        string type = expression.Text("type");
        JsonElement[] children = [.. expression.Elements("children")];
        if (type == "CONJUNCTION_AND")
        {
            return children.SelectMany(child => ReadExpression(column, child, parameters));
        }

        if (type == "COMPARE_IN" && IsColumn(children[0]))
        {
            return Compare(column, type, children.Skip(1).Select(value => Value(value, parameters)));
        }

        return expression.Text("expression_class") == "BOUND_COMPARISON" && IsColumn(expression.GetProperty("left"))
            ? Compare(column, type, [Value(expression.GetProperty("right"), parameters)])
            : [];
    }

    private static bool IsColumn(JsonElement expression) => expression.HasType("BOUND_REF");

    private static object? Value(JsonElement expression, IReadOnlyDictionary<string, object?> parameters) =>
        expression.Text("type") switch
        {
            "VALUE_CONSTANT" => PlanConstant.Read(expression.GetProperty("value")),
            "VALUE_PARAMETER" => parameters.GetValueOrDefault(expression.Text("identifier")),
            _ => null,
        };

    /// <summary>A value that is not known makes the comparison unknown.</summary>
    private static IEnumerable<ColumnPredicate> Compare(string column, string comparison, IEnumerable<object?> values)
    {
        PredicateOperator? known = comparison switch
        {
            "COMPARE_EQUAL" => PredicateOperator.Equal,
            "COMPARE_NOTEQUAL" => PredicateOperator.NotEqual,
            "COMPARE_LESSTHAN" => PredicateOperator.Less,
            "COMPARE_LESSTHANOREQUALTO" => PredicateOperator.LessOrEqual,
            "COMPARE_GREATERTHAN" => PredicateOperator.Greater,
            "COMPARE_GREATERTHANOREQUALTO" => PredicateOperator.GreaterOrEqual,
            "COMPARE_IN" => PredicateOperator.In,
            _ => null,
        };
        object?[] all = [.. values];
        return known is PredicateOperator found && !all.Contains(null)
            ? [new ColumnPredicate(column, found, [.. all.Select(value => value!)])]
            : [];
    }
}
