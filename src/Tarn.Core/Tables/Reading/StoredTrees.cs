using System.Globalization;
using System.Runtime.CompilerServices;
using Tarn.Engine;

namespace Tarn.Tables.Reading;

/// <summary>Reads the Parquet schemas of data files, each once since the engine was opened.</summary>
internal static class StoredTrees
{
    private const int NodesMax = 1_000_000;

    private static readonly ConditionalWeakTable<DuckInstance, FileMemory<StoredNode>> Memories = [];

    /// <summary>The root of each file's schema, by position in the list.</summary>
    /// <exception cref="Tarn.Engine.Errors.EngineException">One cannot be read.</exception>
    public static async Task<IReadOnlyList<StoredNode>> ReadAsync(
        DuckConnection connection, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        FileMemory<StoredNode> memory = Memories.GetValue(
            connection.Instance, _ => new FileMemory<StoredNode>(root => root.Count, NodesMax));
        IReadOnlyDictionary<string, StoredNode> roots = await memory.ReadAsync(
            paths, unknown => ReadNewAsync(connection, unknown, cancellationToken));
        return [.. paths.Select(path => roots[path])];
    }

    private static async Task<IReadOnlyDictionary<string, StoredNode>> ReadNewAsync(
        DuckConnection connection, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        IReadOnlyList<object?[]> rows = await connection.QueryAllAsync(
            "SELECT file_name, name, num_children, field_id, concat_ws(' ', converted_type, duckdb_type) "
            + $"FROM parquet_schema({SqlText.Paths(paths)})",
            cancellationToken);
        Dictionary<string, StoredNode> roots = [];
        int position = 0;
        while (position < rows.Count)
        {
            string path = (string)rows[position][0]!;
            roots[path] = Read(rows, ref position);
        }

        return roots;
    }

    /// <summary>A schema is a list in depth-first order, each node with the number of its children.</summary>
    private static StoredNode Read(IReadOnlyList<object?[]> rows, ref int position)
    {
        object?[] row = rows[position++];
        int count = Convert.ToInt32(row[2] ?? 0, CultureInfo.InvariantCulture);
        List<StoredNode> children = new(count);
        for (int i = 0; i < count; i++)
        {
            children.Add(Read(rows, ref position));
        }

        int? fieldId = row[3] is null ? null : Convert.ToInt32(row[3], CultureInfo.InvariantCulture);
        return new StoredNode((string)row[1]!, (string)row[4]!, fieldId, children);
    }
}
