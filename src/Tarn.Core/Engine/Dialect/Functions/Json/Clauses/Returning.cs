using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Functions.Json.Clauses;

/// <summary><c>RETURNING type [FORMAT JSON]</c></summary>
/// <param name="Type">Null for text, which the functions return anyway.</param>
/// <param name="Encoding">Of bytes.</param>
internal sealed record Returning(SqlNode.Run? Type, string Encoding)
{
    private static readonly string[] Texts = ["varchar", "char"];

    /// <summary>Reads it when it is here.</summary>
    public static Returning Read(Rewriter rewriter, ClauseCursor cursor)
    {
        if (!cursor.TryTake("RETURNING"))
        {
            return new Returning(Type: null, SqlItem.Utf8);
        }

        SqlNode.Run type = cursor.TakeValue(() =>
            cursor.Is("FORMAT") || cursor.Is("NULL") || cursor.Is("ERROR") || cursor.Is("DEFAULT") || cursor.Is("EMPTY")
            || cursor.Is("KEEP") || cursor.Is("OMIT") || cursor.Is("WITHOUT") || IsWrapper(cursor));
        string encoding = cursor.TakeFormat() ?? SqlItem.Utf8;
        string name = rewriter.SourceOf(type).Split('(')[0].Trim();
        return new Returning(Texts.Contains(name, StringComparer.OrdinalIgnoreCase) ? null : type, encoding);
    }

    /// <summary>Writes what gives a text, and around it what makes it bytes when those are wanted.</summary>
    public void Write(Rewriter rewriter, SqlNode place, Action writeText)
    {
        bool isBytes = Type is not null
            && rewriter.SourceOf(Type).Equals("varbinary", StringComparison.OrdinalIgnoreCase);
        rewriter.Text(isBytes ? "tarn_json_encode(" : "", place);
        writeText();
        rewriter.Text(isBytes ? $", '{Encoding}')" : "", place);
    }

    // WITH TIME ZONE belongs to a type.
    private static bool IsWrapper(ClauseCursor cursor) => cursor.Is("WITH") && !cursor.Is("TIME", 1);
}
