using System.Text.Json;

namespace Tarn.Engine.Parsing;

/// <summary>
/// Finds, for the tables directly in a SELECT's FROM, the conditions of its WHERE that each row must meet on its own.
/// All comparisons taken are false or null for a null, so that they hold below outer joins too; IS NULL does not.
/// </summary>
internal sealed class PredicateCollector(ConstantReader constants)
{
    public void Collect(JsonElement select, Dictionary<ulong, IReadOnlyList<ColumnPredicate>> predicates)
    {
        // A sample is taken before WHERE: leaving rows out would change it.
        if (select.Has("sample")
            || !select.TryGetProperty("where_clause", out JsonElement where)
            || !select.TryGetProperty("from_table", out JsonElement from))
        {
            return;
        }

        FromClause clause = FromClause.Read(from);
        Dictionary<ulong, List<ColumnPredicate>> found = clause.Tables
            .Where(table => table.Location != ulong.MaxValue)
            .ToDictionary(table => table.Location, _ => new List<ColumnPredicate>());
        foreach (JsonElement conjunct in Conjuncts(where))
        {
            foreach ((string[] column, PredicateOperator comparison, object?[] values) in Comparisons(conjunct))
            {
                bool isSound = comparison != PredicateOperator.IsNull || clause.IsSingle;
                if (isSound
                    && clause.Find(column) is { } table
                    && found.TryGetValue(table.Location, out List<ColumnPredicate>? list))
                {
                    list.Add(new ColumnPredicate(column[^1], comparison, values));
                }
            }
        }

        foreach ((ulong location, List<ColumnPredicate> list) in found)
        {
            predicates[location] = list;
        }
    }

    private static IEnumerable<JsonElement> Conjuncts(JsonElement condition) =>
        condition.HasType("CONJUNCTION_AND")
            ? condition.Elements("children").SelectMany(Conjuncts)
            : [condition];

    private IEnumerable<Condition> Comparisons(JsonElement condition) => condition.Text("class") switch
    {
        "COMPARISON" => Comparison(condition),
        "BETWEEN" => Between(condition),
        "OPERATOR" => Operator(condition),
        _ => [],
    };

    private IEnumerable<Condition> Comparison(JsonElement condition)
    {
        JsonElement left = condition.GetProperty("left");
        JsonElement right = condition.GetProperty("right");
        if (OperatorOf(condition.Text("type")) is not PredicateOperator comparison)
        {
            yield break;
        }

        if (left.ColumnNames() is { Length: > 0 } column && constants.TryRead(right, out object? value))
        {
            yield return new Condition(column, comparison, [value]);
        }
        else if (right.ColumnNames() is { Length: > 0 } mirrored && constants.TryRead(left, out value))
        {
            yield return new Condition(mirrored, Mirror(comparison), [value]);
        }
    }

    private IEnumerable<Condition> Between(JsonElement condition)
    {
        if (condition.GetProperty("input").ColumnNames() is { Length: > 0 } column)
        {
            if (constants.TryRead(condition.GetProperty("lower"), out object? lower))
            {
                yield return new Condition(column, PredicateOperator.GreaterOrEqual, [lower]);
            }

            if (constants.TryRead(condition.GetProperty("upper"), out object? upper))
            {
                yield return new Condition(column, PredicateOperator.LessOrEqual, [upper]);
            }
        }
    }

    private IEnumerable<Condition> Operator(JsonElement condition)
    {
        JsonElement[] children = [.. condition.Elements("children")];
        if (children.Length == 0 || children[0].ColumnNames() is not { Length: > 0 } column)
        {
            yield break;
        }

        switch (condition.Text("type"))
        {
            case "OPERATOR_IS_NULL":
                yield return new Condition(column, PredicateOperator.IsNull, []);
                break;
            case "OPERATOR_IS_NOT_NULL":
                yield return new Condition(column, PredicateOperator.IsNotNull, []);
                break;
            case "COMPARE_IN":
                object?[] values = [.. children.Skip(1).Select(Read)];
                if (values.Length > 0 && !values.Contains(null))
                {
                    yield return new Condition(column, PredicateOperator.In, values);
                }

                break;
        }
    }

    private object? Read(JsonElement node) => constants.TryRead(node, out object? value) ? value : null;

    private static PredicateOperator? OperatorOf(string type) => type switch
    {
        "COMPARE_EQUAL" => PredicateOperator.Equal,
        "COMPARE_NOTEQUAL" => PredicateOperator.NotEqual,
        "COMPARE_LESSTHAN" => PredicateOperator.Less,
        "COMPARE_LESSTHANOREQUALTO" => PredicateOperator.LessOrEqual,
        "COMPARE_GREATERTHAN" => PredicateOperator.Greater,
        "COMPARE_GREATERTHANOREQUALTO" => PredicateOperator.GreaterOrEqual,
        _ => null,
    };

    private static PredicateOperator Mirror(PredicateOperator comparison) => comparison switch
    {
        PredicateOperator.Less => PredicateOperator.Greater,
        PredicateOperator.LessOrEqual => PredicateOperator.GreaterOrEqual,
        PredicateOperator.Greater => PredicateOperator.Less,
        PredicateOperator.GreaterOrEqual => PredicateOperator.LessOrEqual,
        _ => comparison,
    };

    private sealed record Condition(string[] Column, PredicateOperator Operator, object?[] Values);
}
