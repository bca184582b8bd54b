using System.Buffers;
using Tarn.Common;
using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding;

/// <summary>
/// Types of columns in the engine's spelling. The type becomes part of SQL, so only known words and the characters
/// of a type pass; whether <c>DECIMAL(99,1)</c> makes sense is left to the engine.
/// </summary>
internal static class ColumnTypes
{
    private static readonly string[] Known =
    [
        "bigint", "integer", "int", "smallint", "tinyint", "hugeint",
        "ubigint", "uinteger", "usmallint", "utinyint", "uhugeint",
        "double", "float", "real", "decimal", "numeric", "boolean", "bool",
        "varchar", "text", "string", "char", "date", "time", "timestamp", "timestamptz", "datetime",
        "timestamp_s", "timestamp_ms", "timestamp_ns", "interval", "uuid", "blob", "bit", "json",
        "struct", "map",
    ];

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ ,()[]\"");

    /// <summary>The type as written, or null after reporting that it is none.</summary>
    public static string? Check(YamlNode.Scalar type, BindingContext context)
    {
        string text = type.Value.Trim();
        int wordLength = text.AsSpan().IndexOfAny(" ([");
        string word = (wordLength < 0 ? text : text[..wordLength]).ToLowerInvariant();
        if (Known.Contains(word) && !text.AsSpan().ContainsAnyExcept(Characters) && IsBalanced(text))
        {
            return text;
        }

        context.BadValue(
            type.Location,
            $"'{Shown.Text(type.Value)}' is not a column type",
            Suggestion.DidYouMean(word, Known.Where(known => known != word)),
            "examples: bigint, double, decimal(10,2), varchar, boolean, date, timestamp, varchar[]");
        return null;
    }

    private static bool IsBalanced(string text)
    {
        int depth = 0;
        foreach (char character in text)
        {
            depth += character switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            if (depth < 0)
            {
                return false;
            }
        }

        return depth == 0 && text.Count(character => character == '"') % 2 == 0;
    }
}
