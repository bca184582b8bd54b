using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tarn.Engine.Parsing.Lineage;

/// <summary>The columns that a <c>*</c> or <c>COLUMNS(…)</c> stands for.</summary>
internal static class StarColumns
{
    private static readonly TimeSpan MatchTimeMax = TimeSpan.FromSeconds(1);

    public static IReadOnlyList<FlowColumn> Of(JsonElement star, FlowScope scope, ExpressionFlow expressions)
    {
        string relation = star.Text("relation_name");
        HashSet<string> excluded = new(Names(star, "exclude_list"), StringComparer.OrdinalIgnoreCase);
        Dictionary<string, JsonElement> replaced = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonElement entry in star.Elements("replace_list"))
        {
            replaced[entry.Text("key")] = entry.GetProperty("value");
        }

        return
        [
            .. scope.Relations
                .Where(candidate => relation.Length == 0 || candidate.IsCalled(relation))
                .SelectMany(candidate => candidate.Columns
                    .Where(column => relation.Length > 0
                        || !candidate.Merged.Contains(column.Name, StringComparer.OrdinalIgnoreCase)))
                .Where(column => !excluded.Contains(column.Name) && Selects(star, column.Name))
                .Select(column => replaced.TryGetValue(column.Name, out JsonElement expression)
                    ? column with { Flow = expressions.Read(expression, scope) }
                    : column),
        ];
    }

    /// <summary>The star of <c>COLUMNS(…)</c> in an expression, which then stands for several columns.</summary>
    public static JsonElement? Find(JsonElement expression) => expression.ValueKind switch
    {
        JsonValueKind.Object when expression.HasClass("STAR") && IsColumns(expression) => expression,
        JsonValueKind.Object when expression.HasClass("SUBQUERY") => null,
        JsonValueKind.Object => First(expression.EnumerateObject().Select(property => property.Value)),
        JsonValueKind.Array => First(expression.EnumerateArray()),
        _ => null,
    };

    private static JsonElement? First(IEnumerable<JsonElement> nodes) =>
        nodes.Select(Find).FirstOrDefault(found => found is not null);

    private static bool IsColumns(JsonElement star) =>
        star.TryGetProperty("columns", out JsonElement columns) && columns.ValueKind == JsonValueKind.True;

    /// <summary>A pattern that this cannot judge, such as a lambda, selects every column.</summary>
    private static bool Selects(JsonElement star, string column)
    {
        if (!star.TryGetProperty("expr", out JsonElement pattern) || !pattern.HasType("VALUE_CONSTANT")
            || !pattern.TryGetProperty("value", out JsonElement constant)
            || constant.Text("value") is not { Length: > 0 } text)
        {
            return true;
        }

        try
        {
            return Regex.IsMatch(column, text, RegexOptions.CultureInvariant, MatchTimeMax);
        }
        catch (Exception exception) when (exception is ArgumentException or RegexMatchTimeoutException)
        {
            return true;
        }
    }

    private static IEnumerable<string> Names(JsonElement star, string list) => star.Elements(list)
        .Select(entry => entry.ValueKind == JsonValueKind.String ? entry.GetString() ?? "" : entry.Text("column"));
}
