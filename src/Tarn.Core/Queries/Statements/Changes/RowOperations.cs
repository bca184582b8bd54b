using System.Text.Json.Nodes;
using Tarn.Tables;
using Tarn.Tables.Log;
using Tarn.Tables.Rewriting;

namespace Tarn.Queries.Statements.Changes;

/// <summary>
/// What the log says about a statement: <c>operation</c> and <c>operationParameters</c> as Delta has them.
/// </summary>
internal static class RowOperations
{
    public static RowOperation Of(RowChange change, TableReads? reads) => change switch
    {
        RowChange.Delete delete => new(RowOperation.Delete, Condition(delete.Condition), reads),
        RowChange.Update update => new(RowOperation.Update, Condition(update.Condition), reads),
        RowChange.Merge merge => new(RowOperation.Merge, Parameters(merge), reads),
        _ => throw new InvalidOperationException($"no operation for {change.GetType().Name}"),
    };

    private static Dictionary<string, string> Condition(SqlFragment? condition) =>
        new() { ["predicate"] = LogJson.ToText(new JsonArray(condition is null ? [] : [condition.Sql])) };

    private static Dictionary<string, string> Parameters(RowChange.Merge merge) => new()
    {
        ["predicate"] = LogJson.ToText(new JsonArray(merge.On.Sql)),
        ["matchedPredicates"] = Clauses(merge, isMatched: true),
        ["notMatchedPredicates"] = Clauses(merge, isMatched: false),
    };

    private static string Clauses(RowChange.Merge merge, bool isMatched)
    {
        JsonArray clauses = [];
        foreach (MergeClause clause in merge.Clauses.Where(clause => clause.IsMatched == isMatched))
        {
            JsonObject described = new()
            {
                ["actionType"] = clause.Values is null ? "delete" : clause.IsMatched ? "update" : "insert",
            };
            if (clause.Condition is { } condition)
            {
                described["predicate"] = condition.Sql;
            }

            clauses.Add((JsonNode)described);
        }

        return LogJson.ToText(clauses);
    }
}
