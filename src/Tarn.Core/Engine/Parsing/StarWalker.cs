using System.Runtime.CompilerServices;
using System.Text.Json;
using Tarn.Engine.Errors;

namespace Tarn.Engine.Parsing;

/// <summary>Collects the stars of a serialized query, each with the tables that it stands for.</summary>
internal sealed class StarWalker(string sql)
{
    private readonly List<StarReference> _stars = [];

    public IReadOnlyList<StarReference> Stars => _stars;

    /// <summary>Whether tables are joined by all columns of the same name.</summary>
    public bool HasNaturalJoin { get; private set; }

    public void Walk(JsonElement node) => Walk(node, []);

    private void Walk(JsonElement node, IReadOnlyList<(string Alias, string Schema, string Table)> tables)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (JsonElement element in node.EnumerateArray())
                {
                    Walk(element, tables);
                }

                break;
            case JsonValueKind.Object:
                IReadOnlyList<(string Alias, string Schema, string Table)> inside =
                    node.HasType("SELECT_NODE") ? TablesOf(node) : tables;
                Visit(node, inside);
                foreach (JsonProperty property in node.EnumerateObject())
                {
                    Walk(property.Value, inside);
                }

                break;
        }
    }

    private void Visit(JsonElement node, IReadOnlyList<(string Alias, string Schema, string Table)> tables)
    {
        HasNaturalJoin |= node.HasType("JOIN") && node.Text("ref_type") == "NATURAL";
        if (node.HasClass("STAR") && !node.Has("expr"))
        {
            string relation = node.Text("relation_name");
            int? position = node.Location() is ulong location && location <= int.MaxValue
                ? TextOffset.ToCharacters(sql, (long)location)
                : null;
            _stars.Add(new StarReference(position, relation.Length == 0 ? null : relation, tables));
        }
    }

    private static List<(string Alias, string Schema, string Table)> TablesOf(JsonElement select)
    {
        List<(string Alias, string Schema, string Table)> tables = [];
        if (select.TryGetProperty("from_table", out JsonElement from))
        {
            Collect(from, tables);
        }

        return tables;
    }

    private static void Collect(JsonElement from, List<(string Alias, string Schema, string Table)> tables)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (from.HasType("BASE_TABLE"))
        {
            string alias = from.Text("alias");
            string table = from.Text("table_name");
            tables.Add((alias.Length == 0 ? table : alias, from.Text("schema_name"), table));
            return;
        }

        foreach (string side in (string[])["left", "right", "source"])
        {
            if (from.ValueKind == JsonValueKind.Object && from.TryGetProperty(side, out JsonElement joined))
            {
                Collect(joined, tables);
            }
        }
    }
}
