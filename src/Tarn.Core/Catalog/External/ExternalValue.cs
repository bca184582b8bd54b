using Tarn.Catalog.Entries;
using Tarn.Catalog.Types;
using Tarn.Engine;
using Tarn.Tables.Reading;

namespace Tarn.Catalog.External;

/// <summary>SQL that makes a value of a column's type from what a file has; what cannot be converted is null.</summary>
internal static class ExternalValue
{
    public static string Null(HiveType type) => $"CAST(NULL AS {type.EngineType})";

    /// <summary>Of a column that a file does not have.</summary>
    public static ColumnValue Missing(HiveType type) => new(Null(type), Source: null);

    /// <param name="source">SQL of the value in a Parquet file.</param>
    /// <param name="node">What the file's schema says of it.</param>
    public static ColumnValue FromParquet(string source, HiveType type, StoredNode node)
    {
        string value = FromParquet(source, type, node, depth: 0);
        return new ColumnValue(value, value == source ? null : source);
    }

    /// <param name="source">SQL of a text.</param>
    public static ColumnValue FromText(string source, HiveType type, string? format) =>
        type == HiveType.Text
            ? new ColumnValue(source, Source: null)
            : new ColumnValue(Converted(source, type, format), source);

    /// <summary>The type that a JSON value is read as before <see cref="FromJson"/>.</summary>
    public static string JsonReadType(HiveType type) => IsNested(type) ? "JSON" : "VARCHAR";

    /// <param name="source">SQL of a value read as <see cref="JsonReadType"/>.</param>
    public static ColumnValue FromJson(string source, ColumnEntry column, HiveType type) => IsNested(type)
        ? new ColumnValue($"json_transform({source}, {Structure(type)})", source)
        : FromText(source, type, column.Format);

    private static string Converted(string source, HiveType type, string? format) => type switch
    {
        _ when IsNested(type) => $"json_transform(TRY_CAST({source} AS JSON), {Structure(type)})",
        _ when format is not null && (type == HiveType.Date || type == HiveType.Timestamp) =>
            $"TRY_CAST(try_strptime({source}, {SqlText.Literal(format)}) AS {type.EngineType})",
        _ => $"TRY_CAST({source} AS {type.EngineType})",
    };

    private static string FromParquet(string source, HiveType type, StoredNode node, int depth)
    {
        switch (type)
        {
            case HiveType.Struct structure when IsStruct(node):
                IEnumerable<string> members = structure.Fields.Select(field =>
                    $"{SqlText.Identifier(field.Name)} := {Member(source, field, node, depth)}");
                return $"CASE WHEN {source} IS NOT NULL THEN struct_pack({SqlText.List(members)}) END";
            case HiveType.Array array when Is(node, "LIST"):
                return Transform(source, array.Element, node.Element, depth);
            case HiveType.Map map when Is(node, "MAP"):
                string keys = Transform($"map_keys({source})", map.Key, node.MapKey, depth);
                string values = Transform($"map_values({source})", map.Value, node.MapValue, depth);
                return $"CASE WHEN {source} IS NOT NULL THEN map({keys}, {values}) END";
            default:
                return IsStoredAs(node, type) ? source : $"TRY_CAST({source} AS {type.EngineType})";
        }
    }

    private static string Member(string source, HiveField field, StoredNode node, int depth)
    {
        StoredNode? child = node.Children.FirstOrDefault(
            child => child.Name.Equals(field.Name, StringComparison.OrdinalIgnoreCase));
        return child is null
            ? Null(field.Type)
            : FromParquet($"{source}.{SqlText.Identifier(child.Name)}", field.Type, child, depth);
    }

    private static string Transform(string list, HiveType type, StoredNode node, int depth) =>
        $"list_transform({list}, lambda x{depth}: {FromParquet($"x{depth}", type, node, depth + 1)})";

    private static bool IsStruct(StoredNode node) => node.Children.Count > 0 && !Is(node, "LIST") && !Is(node, "MAP");

    private static bool Is(StoredNode node, string kind) =>
        node.Children.Count > 0 && node.Kind.StartsWith(kind, StringComparison.Ordinal);

    /// <summary>True when the engine gives the file's column the wanted type without a cast.</summary>
    private static bool IsStoredAs(StoredNode node, HiveType type) =>
        node.Children.Count == 0
        && type is HiveType.Primitive or HiveType.Decimals
        && (node.Kind == type.EngineType || node.Kind.EndsWith($" {type.EngineType}", StringComparison.Ordinal));

    private static bool IsNested(HiveType type) => type is HiveType.Struct or HiveType.Array or HiveType.Map;

    /// <summary>
    /// The type as json_transform takes it: leaves that do not fit are null, and not the whole value.
    /// </summary>
    private static string Structure(HiveType type)
    {
        string name = type.EngineType
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
        return SqlText.Literal($"\"{name}\"");
    }
}
