using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>Types as Trino spells them ("Data types"), in the engine's spelling.</summary>
internal static class TypeNames
{
    /// <summary>
    /// The type without its parameters, in lower case: <c>array</c>, <c>timestamp with time zone</c>.
    /// </summary>
    public static string BaseOf(Rewriter rewriter, SqlNode.Run type)
    {
        string first = type.Nodes[0] is SqlNode.Call call ? call.Function : rewriter.SourceOf(type.Nodes[0]);
        string rest = string.Concat(type.Nodes.Skip(1).Select(node => " " + rewriter.SourceOf(node)));
        return (first + rest).ToLowerInvariant();
    }

    public static string Write(Rewriter rewriter, SqlNode.Run type)
    {
        string plain = rewriter.SourceOf(type);
        return type.Nodes switch
        {
            [SqlNode.Call call, ..] => WriteCall(rewriter, type, call) ?? plain,
            [_] => Single(plain),
            _ => plain,
        };
    }

    private static string? WriteCall(Rewriter rewriter, SqlNode.Run type, SqlNode.Call call) => call.Function switch
    {
        "array" when call.Arguments is [var element] => Write(rewriter, element) + "[]",
        "map" when call.Arguments is [var key, var value] => $"MAP({Write(rewriter, key)}, {Write(rewriter, value)})",
        "row" => $"STRUCT({string.Join(", ", call.Arguments.Select((field, i) => Field(rewriter, field, i)))})",
        "varchar" or "char" => "VARCHAR",
        "varbinary" => "BLOB",
        "timestamp" => Zoned(rewriter, type) ? "TIMESTAMPTZ" : "TIMESTAMP",
        "time" => Zoned(rewriter, type) ? "TIMETZ" : "TIME",
        _ => null,
    };

    /// <summary>Fields without a name get the one Trino gives them.</summary>
    private static string Field(Rewriter rewriter, SqlNode.Run field, int index)
    {
        bool hasName = field.Nodes is [SqlNode.Name, _, ..] && !IsTypeOfWords(rewriter, field);
        return hasName
            ? $"{rewriter.SourceOf(field.Nodes[0])} {Write(rewriter, After(field))}"
            : FormattableString.Invariant($"field{index} {Write(rewriter, field)}");
    }

    private static SqlNode.Run After(SqlNode.Run field) =>
        new([.. field.Nodes.Skip(1)], field.Nodes[1].Start, field.End);

    private static bool IsTypeOfWords(Rewriter rewriter, SqlNode.Run field) =>
        BaseOf(rewriter, field).Split(' ') is ["double", "precision"] or ["time" or "timestamp", _, "time", "zone"];

    private static bool Zoned(Rewriter rewriter, SqlNode.Run type) =>
        BaseOf(rewriter, type).EndsWith("with time zone", StringComparison.Ordinal)
        && !BaseOf(rewriter, type).EndsWith("without time zone", StringComparison.Ordinal);

    private static string Single(string type) => type.ToUpperInvariant() switch
    {
        "CHAR" or "IPADDRESS" => "VARCHAR",
        _ => type,
    };
}
