using Tarn.Engine;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Reading;

/// <summary>How a column of the table is made from one in the data files.</summary>
/// <param name="Type">
/// What the engine reads it as: the table's type, with the names that the fields inside have in the files.
/// </param>
/// <param name="Convert">From SQL for such a value to SQL for the table's; null when they are the same.</param>
internal sealed record StoredColumn(string Type, Func<string, string>? Convert)
{
    /// <param name="node">The column in the file; null when names in files follow from the schema alone.</param>
    public static StoredColumn Of(DeltaType type, StoredNode? node, ColumnMapping mapping) =>
        Of(type, node, mapping, depth: 0);

    public string ToLogical(string value) => Convert is null ? value : Convert(value);

    private static StoredColumn Of(DeltaType type, StoredNode? node, ColumnMapping mapping, int depth) => type switch
    {
        DeltaType.Struct structure => OfStruct(structure, node, mapping, depth),
        DeltaType.Array array => OfArray(array, node, mapping, depth),
        DeltaType.Map map => OfMap(map, node, mapping, depth),
        _ => new StoredColumn(type.ToEngineType(), null),
    };

    private static StoredColumn OfStruct(
        DeltaType.Struct structure, StoredNode? node, ColumnMapping mapping, int depth)
    {
        List<string> stored = [];
        List<(DeltaField Field, string? Name, StoredColumn? Column)> fields = [];
        foreach (DeltaField field in structure.Fields)
        {
            StoredNode? child = node?.Find(field, mapping);
            if (node is not null && child is null)
            {
                fields.Add((field, null, null));
                continue;
            }

            string name = child?.Name ?? field.StoredName;
            StoredColumn column = Of(field.Type, child, mapping, depth);
            stored.Add($"{SqlText.Identifier(name)} {column.Type}");
            fields.Add((field, name, column));
        }

        if (stored.Count == 0)
        {
            // Nothing of it is left; any field tells whether the struct itself is null.
            stored.Add($"{SqlText.Identifier(node!.Children[0].Name)} VARCHAR");
        }

        bool isSame = fields.All(field => field.Column?.Convert is null && field.Name == field.Field.Name);
        return new StoredColumn(
            $"STRUCT({SqlText.List(stored)})", isSame ? null : value => Pack(fields, value));
    }

    private static string Pack(
        IEnumerable<(DeltaField Field, string? Name, StoredColumn? Column)> fields, string value)
    {
        IEnumerable<string> members = fields.Select(member =>
        {
            string content = member.Name is string name
                ? member.Column!.ToLogical($"({value}).{SqlText.Identifier(name)}")
                : $"CAST(NULL AS {member.Field.Type.ToEngineType()})";
            return $"{SqlText.Identifier(member.Field.Name)} := {content}";
        });
        return $"CASE WHEN {value} IS NOT NULL THEN struct_pack({SqlText.List(members)}) END";
    }

    private static StoredColumn OfArray(DeltaType.Array array, StoredNode? node, ColumnMapping mapping, int depth)
    {
        StoredColumn element = Of(array.Element, node?.Element, mapping, depth + 1);
        return new StoredColumn(
            $"{element.Type}[]", element.Convert is null ? null : value => Transform(value, element, depth));
    }

    private static StoredColumn OfMap(DeltaType.Map map, StoredNode? node, ColumnMapping mapping, int depth)
    {
        StoredColumn key = Of(map.Key, node?.MapKey, mapping, depth + 1);
        StoredColumn value = Of(map.Value, node?.MapValue, mapping, depth + 1);
        return new StoredColumn(
            $"MAP({key.Type}, {value.Type})",
            key.Convert is null && value.Convert is null
                ? null
                : stored => $"CASE WHEN {stored} IS NOT NULL THEN map("
                    + $"{Transform($"map_keys({stored})", key, depth)}, "
                    + $"{Transform($"map_values({stored})", value, depth)}) END");
    }

    private static string Transform(string list, StoredColumn element, int depth) =>
        $"list_transform({list}, lambda x{depth}: {element.ToLogical($"x{depth}")})";
}
