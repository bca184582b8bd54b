namespace Tarn.Engine.Parsing;

/// <summary>A text of several statements, taken apart at semicolons that are not inside quotes or comments.</summary>
public static class SqlScript
{
    /// <summary>The first statement of a text from an offset on.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="from">0-based offset in characters.</param>
    public static SqlScriptPart Next(string text, int from)
    {
        int? start = null;
        foreach (SqlToken token in SqlTokens.ReadFrom(text, from))
        {
            if (token.Is(text, ";"))
            {
                return new SqlScriptPart(start ?? token.Start, token.Start, token.End, IsEnded: true);
            }

            start ??= token.Start;
            if (token.Start == start && token.Is(text, @"\"))
            {
                // A line for whoever runs the script, which may have quotes that are none.
                break;
            }
        }

        return new SqlScriptPart(start ?? text.Length, text.Length, text.Length, IsEnded: false);
    }

    /// <summary>Whether every statement of the text is ended by a semicolon.</summary>
    public static bool IsComplete(string text)
    {
        int place = 0;
        while (place < text.Length)
        {
            SqlScriptPart part = Next(text, place);
            if (!part.IsEnded)
            {
                return part.Start == text.Length && place > 0 && !EndsInside(text, place);
            }

            place = part.Next;
        }

        return text.Length > 0;
    }

    /// <summary>Whether a comment begins there that has no end.</summary>
    private static bool EndsInside(string text, int place) =>
        text.AsSpan(place).TrimStart().StartsWith("/*") && !text.AsSpan(place).TrimEnd().EndsWith("*/");
}
