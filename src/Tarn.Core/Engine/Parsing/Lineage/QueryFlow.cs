using System.Text.Json;

namespace Tarn.Engine.Parsing.Lineage;

/// <summary>
/// Follows columns through a serialized query: SELECTs, unions of them, and common table expressions.
/// </summary>
internal sealed class QueryFlow
{
    // Columns that feed each other round the recursion need a round each; none is that long in earnest.
    private const int RecursionRoundsMax = 20;

    private readonly ExpressionFlow _expressions;
    private readonly SelectFlow _selects;

    public QueryFlow(Func<string?, string, IReadOnlyList<string>?> columnsOf, IReadOnlySet<string> aggregates)
    {
        _expressions = new ExpressionFlow(this, aggregates);
        _selects = new SelectFlow(_expressions, new FromFlow(this, _expressions, columnsOf));
    }

    public FlowResult Read(JsonElement node, FlowScope scope)
    {
        if (node.TryGetProperty("cte_map", out JsonElement ctes))
        {
            scope = WithCtes(ctes, scope);
        }

        FlowResult result = node.Text("type") switch
        {
            "SELECT_NODE" => _selects.Read(node, scope),
            "SET_OPERATION_NODE" => Combine(
                [.. Parts(node).Select(part => Read(part, scope))], node.Text("setop_type") == "UNION_BY_NAME"),
            "RECURSIVE_CTE_NODE" => ReadRecursive(node, scope),
            _ => FlowResult.Empty,
        };
        return node.HasType("SELECT_NODE") ? result : Ordered(node, result, scope);
    }

    private FlowScope WithCtes(JsonElement ctes, FlowScope scope)
    {
        foreach (JsonElement entry in ctes.Elements("map"))
        {
            JsonElement value = entry.GetProperty("value");
            FlowResult result = Read(value.GetProperty("query").GetProperty("node"), scope);
            string[] names = [.. value.Elements("aliases").Select(name => name.GetString() ?? "")];
            scope = scope with { Ctes = scope.Ctes.SetItem(entry.Text("key"), Renamed(result, names)) };
        }

        return scope;
    }

    private FlowResult ReadRecursive(JsonElement node, FlowScope scope)
    {
        string name = node.Text("cte_name");
        string[] aliases = [.. node.Elements("aliases").Select(alias => alias.GetString() ?? "")];
        FlowResult result = Renamed(Read(node.GetProperty("left"), scope), aliases);
        for (int round = 0; round < RecursionRoundsMax; round++)
        {
            FlowScope inner = scope with { Ctes = scope.Ctes.SetItem(name, result) };
            FlowResult next = Combine([result, Read(node.GetProperty("right"), inner)], isByName: false);
            bool isSame = next.Rows.Count == result.Rows.Count
                && next.Columns.Zip(result.Columns).All(pair =>
                    pair.First.Flow.Sources.Count == pair.Second.Flow.Sources.Count);
            result = next;
            if (isSame)
            {
                break;
            }
        }

        return result;
    }

    /// <summary>ORDER BY after a union names its columns.</summary>
    private FlowResult Ordered(JsonElement node, FlowResult result, FlowScope scope)
    {
        FlowScope names = scope with { Relations = [], Aliases = result.Columns };
        IEnumerable<LineageSource> order = Modifiers.Of(node, result.Columns, names, _expressions);
        return result with { Rows = result.Rows.Union(order) };
    }

    private static IEnumerable<JsonElement> Parts(JsonElement node) => node.Has("left")
        ? [node.GetProperty("left"), node.GetProperty("right")]
        : node.Elements("children");

    private static FlowResult Combine(IReadOnlyList<FlowResult> results, bool isByName)
    {
        List<FlowColumn> columns = [.. results[0].Columns];
        foreach (FlowResult result in results.Skip(1))
        {
            for (int i = 0; i < result.Columns.Count; i++)
            {
                FlowColumn column = result.Columns[i];
                int at = isByName ? columns.FindIndex(known => known.IsNamed(column.Name)) : i;
                if (at >= 0 && at < columns.Count)
                {
                    columns[at] = columns[at] with { Flow = Flow.Union([columns[at].Flow, column.Flow]) };
                }
                else
                {
                    columns.Add(column);
                }
            }
        }

        return new FlowResult(columns, [.. results.SelectMany(result => result.Rows)]);
    }

    private static FlowResult Renamed(FlowResult result, string[] names) => result with
    {
        Columns =
        [
            .. result.Columns.Select((column, i) => i < names.Length ? column with { Name = names[i] } : column),
        ],
    };
}
