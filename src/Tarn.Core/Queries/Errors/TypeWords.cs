using System.Collections.Frozen;

namespace Tarn.Queries.Errors;

/// <summary>Types in messages of the engine, as Trino spells them.</summary>
internal static class TypeWords
{
    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["INT8"] = "tinyint",
        ["INT16"] = "smallint",
        ["INT32"] = "integer",
        ["INT64"] = "bigint",
        ["INT128"] = "bigint",
        ["HUGEINT"] = "bigint",
        ["INTEGER_LITERAL"] = "integer",
        ["STRING_LITERAL"] = "varchar",
        ["BOOL"] = "boolean",
        ["FLOAT"] = "real",
        ["BLOB"] = "varbinary",
        ["TIMESTAMP"] = "timestamp(6)",
        ["TIMESTAMP WITH TIME ZONE"] = "timestamp(6) with time zone",
        ["TIME"] = "time(6)",
        ["INTERVAL"] = "interval day to second",
        ["\"NULL\""] = "unknown",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Of(string type)
    {
        type = type.Trim();
        if (type.EndsWith("[]", StringComparison.Ordinal))
        {
            return $"array({Of(type[..^2])})";
        }

        int open = type.IndexOf('(', StringComparison.Ordinal);
        if (open > 0 && type.EndsWith(')'))
        {
            IReadOnlyList<string> parts = Split(type[(open + 1)..^1]);
            return type[..open] switch
            {
                "MAP" => $"map({string.Join(", ", parts.Select(Of))})",
                "STRUCT" => $"row({string.Join(", ", parts.Select(Field))})",
                _ => type.ToLowerInvariant(),
            };
        }

        return Words.TryGetValue(type, out string? word) ? word : type.ToLowerInvariant();
    }

    /// <summary>The types of a list with commas between them.</summary>
    public static IReadOnlyList<string> List(string types) =>
        types.Length == 0 ? [] : [.. Split(types).Select(Of)];

    private static string Field(string field)
    {
        int blank = field.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0 ? Of(field) : $"{field[..blank]} {Of(field[blank..])}";
    }

    private static List<string> Split(string list)
    {
        List<string> parts = [];
        int depth = 0;
        int start = 0;
        for (int i = 0; i < list.Length; i++)
        {
            depth += list[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (list[i] == ',' && depth == 0)
            {
                parts.Add(list[start..i].Trim());
                start = i + 1;
            }
        }

        parts.Add(list[start..].Trim());
        return parts;
    }
}
