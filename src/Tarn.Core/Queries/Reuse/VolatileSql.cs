using System.Text.Json;
using Tarn.Engine.Parsing;

namespace Tarn.Queries.Reuse;

/// <summary>Finds what gives other rows each time although the tables are the same.</summary>
internal static class VolatileSql
{
    /// <summary>
    /// Functions of the engine that it does not call consistent, macros over them, and <c>age</c>, whose second
    /// argument is today when it is left out. Names without parentheses are functions too.
    /// </summary>
    public static IReadOnlySet<string> Functions { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "age", "ago", "current_catalog", "current_connection_id", "current_database", "current_date",
        "current_localtime", "current_localtimestamp", "current_query", "current_query_id", "current_role",
        "current_schema", "current_schemas", "current_time", "current_timestamp", "current_transaction_id",
        "current_user", "currval", "error", "gen_random_uuid", "get_current_time", "get_current_timestamp",
        "in_search_path", "localtime", "localtimestamp", "nextval", "now", "pg_conf_load_time",
        "pg_postmaster_start_time", "random", "session_user", "setseed", "sleep_ms", "stats", "today",
        "transaction_timestamp", "txid_current", "user", "uuid", "uuidv4", "uuidv7", "write_log",
    };

    /// <summary>True when the statement calls such a function or takes a sample.</summary>
    /// <param name="statement">The engine's tree of it.</param>
    public static bool Contains(JsonElement statement)
    {
        Stack<JsonElement> open = new([statement]);
        while (open.TryPop(out JsonElement node))
        {
            if (node.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement item in node.EnumerateArray())
                {
                    open.Push(item);
                }
            }
            else if (node.ValueKind == JsonValueKind.Object)
            {
                if (IsVolatile(node))
                {
                    return true;
                }

                foreach (JsonProperty property in node.EnumerateObject())
                {
                    open.Push(property.Value);
                }
            }
        }

        return false;
    }

    private static bool IsVolatile(JsonElement node) =>
        Functions.Contains(node.Text("function_name"))
        || (node.ColumnNames() is [string name] && Functions.Contains(name))
        || (node.TryGetProperty("sample", out JsonElement sample) && sample.ValueKind == JsonValueKind.Object);
}
