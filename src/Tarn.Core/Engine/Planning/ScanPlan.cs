using System.Text.Json;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing;

namespace Tarn.Engine.Planning;

/// <summary>
/// What a statement would read, from the engine's own plan (<c>json_serialize_plan</c>); nothing is run.
/// </summary>
internal static class ScanPlan
{
    private const int JsonDepthMax = 10_000;

    // An untyped parameter would be taken for anything but text.
    private const string SerializeSql =
        "SELECT json_serialize_plan(CAST($sql AS VARCHAR), skip_null := true, optimize := true)";

    /// <summary>Read no files: ranges, lists, and tables of the engine's own.</summary>
    private static readonly HashSet<string> WithoutFiles = new(StringComparer.Ordinal)
    {
        "range", "generate_series", "unnest", "seq_scan", "repeat", "repeat_row", "json_each", "json_tree",
        "generate_subscripts",
    };

    /// <summary>Each scan of Parquet files; null when the plan does not tell, as for scans of CSV and JSON.</summary>
    /// <param name="connection">Knows the tables.</param>
    /// <param name="sql">One SELECT.</param>
    /// <param name="parameters">Those it will be run with.</param>
    /// <param name="cancellationToken">Stops the planning.</param>
    public static async Task<IReadOnlyList<PlannedScan>?> ReadAsync(
        DuckConnection connection,
        string sql,
        IReadOnlyDictionary<string, object?> parameters,
        CancellationToken cancellationToken)
    {
        using JsonDocument document = JsonDocument.Parse(
            await SerializeAsync(connection, sql, cancellationToken),
            new JsonDocumentOptions { MaxDepth = JsonDepthMax });
        JsonElement root = document.RootElement;
        if (root.GetProperty("error").GetBoolean())
        {
            return null;
        }

        List<PlannedScan> scans = [];
        Stack<JsonElement> open = new(root.Elements("plans"));
        while (open.TryPop(out JsonElement node))
        {
            foreach (JsonElement child in node.Elements("children"))
            {
                open.Push(child);
            }

            if (!node.HasType("LOGICAL_GET") || WithoutFiles.Contains(node.Text("name")))
            {
                continue;
            }

            if (!node.TryGetProperty("function_data", out JsonElement data) || !data.Has("parquet_options"))
            {
                return null;
            }

            scans.Add(new PlannedScan(
                [.. data.Elements("files").Select(file => file.GetString() ?? "")],
                [.. ScannedColumns.Of(node)],
                [.. ScanFilters.Of(node, parameters)]));
        }

        return scans;
    }

    private static async Task<string> SerializeAsync(
        DuckConnection connection, string sql, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> parameters = new() { ["sql"] = sql };
        string json = """{"error":true}""";
        try
        {
            await using RowReader reader = await connection.QueryAsync(SerializeSql, parameters, cancellationToken);
            await foreach (RowBatch batch in reader.ReadBatchesAsync(cancellationToken))
            {
                json = batch.Columns[0].GetString(0);
            }
        }
        catch (EngineException exception) when (exception.Kind is not EngineErrorKind.Fatal)
        {
            // What is wrong with the statement is said when it is run.
        }

        return json;
    }
}
