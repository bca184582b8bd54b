using System.Collections.Frozen;

namespace Tarn.Engine.Parsing;

/// <summary>
/// Functions in expressions that reach outside the statement: settings and variables of the engine, its catalogs, other
/// statements, its log, files named in a plan. No SQL that a person gives may call them.
/// </summary>
public static class OutsideFunctions
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "getenv", "getvariable", "current_setting", "set_config", "nextval", "currval", "setval", "lastval",
        "in_search_path", "current_query", "current_query_id", "current_connection_id", "current_transaction_id",
        "current_database", "current_schemas", "write_log", "get_block_size", "sleep_ms", "json_serialize_plan",
        "format_type", "format_pg_type", "map_to_pg_oid", "col_description", "obj_description", "shobj_description",
        "query", "query_table",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Beginnings =
    [
        "pg_", "txid_", "inet_client_", "inet_server_", "duckdb_", "pragma_", "load_", "which_", "read_", "parquet_",
        "sniff_", "glob_", "http_", "__internal_",
    ];

    // They look at their arguments only.
    private static readonly FrozenSet<string> Harmless =
        new[] { "pg_typeof", "pg_size_pretty" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a function of that name must not be called; without regard to case.</summary>
    public static bool Contains(string name) =>
        Names.Contains(name) || IsPrivilege(name) || (StartsAsOne(name) && !Harmless.Contains(name));

    private static bool IsPrivilege(string name) =>
        name.StartsWith("has_", StringComparison.OrdinalIgnoreCase)
        && name.EndsWith("_privilege", StringComparison.OrdinalIgnoreCase);

    private static bool StartsAsOne(string name) =>
        Array.Exists(Beginnings, start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase));
}
