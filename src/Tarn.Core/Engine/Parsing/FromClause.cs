using System.Text.Json;

namespace Tarn.Engine.Parsing;

/// <summary>The relations directly in one FROM, joins taken apart.</summary>
internal sealed class FromClause
{
    private readonly List<Relation> _relations = [];

    private FromClause()
    {
    }

    /// <summary>True when FROM is a single relation: then a column without a qualifier must be its.</summary>
    public bool IsSingle => _relations.Count == 1;

    public IEnumerable<Relation> Tables => _relations.Where(relation => relation.IsPrunable);

    public static FromClause Read(JsonElement from)
    {
        FromClause clause = new();
        clause.Add(from, isPrunable: true);
        return clause;
    }

    /// <summary>The relation that a column of such a name belongs to, or null when that is not certain.</summary>
    public Relation? Find(string[] columnNames) => columnNames switch
    {
        [_] => IsSingle ? _relations[0] : null,
        [string table, _] => Only(relation => Same(relation.Name, table)),
        [string schema, string table, _] => Only(relation =>
            !relation.HasAlias && Same(relation.Schema, schema) && Same(relation.Name, table)),
        _ => null,
    };

    private static bool Same(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private Relation? Only(Func<Relation, bool> matches)
    {
        Relation[] found = [.. _relations.Where(matches).Take(2)];
        return found.Length == 1 ? found[0] : null;
    }

    private void Add(JsonElement from, bool isPrunable)
    {
        if (from.HasType("JOIN") && from.TryGetProperty("left", out JsonElement left)
            && from.TryGetProperty("right", out JsonElement right))
        {
            // Positional and as-of joins pair a row with another by what else is there: no row may be left out.
            bool isByValue = from.Text("ref_type") is "REGULAR" or "CROSS" or "NATURAL";
            Add(left, isPrunable && isByValue);
            Add(right, isPrunable && isByValue);
            return;
        }

        string alias = from.Text("alias");
        _relations.Add(new Relation(
            Name: alias.Length > 0 ? alias : from.Text("table_name"),
            Schema: from.Text("schema_name"),
            HasAlias: alias.Length > 0,
            Location: from.Location(),
            IsPrunable: isPrunable
                && from.HasType("BASE_TABLE")
                && !from.Has("column_name_alias")
                && !from.Has("sample")));
    }

    /// <param name="Name">What qualifies its columns: the alias, else the table's name.</param>
    /// <param name="IsPrunable">
    /// True for a plain table whose rows may be left out when a predicate excludes them.
    /// </param>
    internal sealed record Relation(string Name, string Schema, bool HasAlias, ulong Location, bool IsPrunable);
}
