using Tarn.Engine;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Reading;

/// <summary>
/// SQL that makes a value of the table's type from one as a file stores it: fields found by name or id at every level,
/// each leaf cast. The casts are plain to the engine, so that its filters go through them correctly.
/// </summary>
internal static class StoredValue
{
    /// <param name="value">SQL of the stored value.</param>
    /// <param name="node">What the file says of it.</param>
    public static string Sql(string value, DeltaType type, StoredNode node, ColumnMapping mapping) =>
        Sql(value, type, node, mapping, depth: 0);

    private static string Sql(string value, DeltaType type, StoredNode node, ColumnMapping mapping, int depth)
    {
        switch (type)
        {
            case DeltaType.Struct structure:
                IEnumerable<string> members = structure.Fields.Select(field =>
                    $"{SqlText.Identifier(field.Name)} := {Member(value, field, node, mapping, depth)}");
                return $"CASE WHEN {value} IS NOT NULL THEN struct_pack({SqlText.List(members)}) END";
            case DeltaType.Array array:
                return Transform(value, array.Element, node.Element, mapping, depth);
            case DeltaType.Map map:
                string keys = Transform($"map_keys({value})", map.Key, node.MapKey, mapping, depth);
                string values = Transform($"map_values({value})", map.Value, node.MapValue, mapping, depth);
                return $"CASE WHEN {value} IS NOT NULL THEN map({keys}, {values}) END";
            case DeltaType.Primitive { Name: PrimitiveTypes.Variant }:
                return StoredVariant.Sql(value);
            default:
                return $"CAST({value} AS {type.ToEngineType()})";
        }
    }

    private static string Member(
        string value, DeltaField field, StoredNode node, ColumnMapping mapping, int depth) =>
        node.Find(field, mapping) is StoredNode child
            ? Sql($"{value}.{SqlText.Identifier(child.Name)}", field.Type, child, mapping, depth)
            : $"CAST(NULL AS {field.Type.ToEngineType()})";

    private static string Transform(
        string list, DeltaType type, StoredNode node, ColumnMapping mapping, int depth) =>
        $"list_transform({list}, lambda x{depth}: {Sql($"x{depth}", type, node, mapping, depth + 1)})";
}
