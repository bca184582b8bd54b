using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Functions.Json.Clauses;

/// <summary>Knows calls that return JSON: their results need no FORMAT JSON.</summary>
internal static class JsonCalls
{
    /// <summary>The format of a value that says none.</summary>
    public static string FormatOf(SqlNode.Run value) =>
        value.Nodes is [SqlNode.Call { Function: "json_array" or "json_object" or "json_query" }]
            ? SqlItem.Utf8
            : SqlItem.Sql;
}
