using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Functions.Json.Clauses;

/// <summary>Knows calls that return JSON: their results need no FORMAT JSON.</summary>
internal static class JsonCalls
{
    public static bool IsJson(SqlNode.Run value) =>
        value.Nodes is [SqlNode.Call { Function: "json_array" or "json_object" or "json_query" }];
}
