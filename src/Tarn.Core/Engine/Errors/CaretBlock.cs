using System.Globalization;

namespace Tarn.Engine.Errors;

/// <summary>
/// The end of the engine's text messages: <c>LINE 2: … the line …</c> and below it a caret. Long lines are cut on both
/// sides with "...", so the place is found by looking for the shown part in the real line.
/// </summary>
internal static class CaretBlock
{
    private const string Start = "\n\nLINE ";
    private const string Ellipsis = "...";

    /// <summary>
    /// Takes the block off the message; the offset of the caret in characters, null when there is none.
    /// </summary>
    public static int? Cut(ref string message, string? sql)
    {
        int start = message.LastIndexOf(Start, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        string[] lines = message[(start + 2)..].Split('\n');
        message = message[..start];
        int colon = lines[0].IndexOf(':', StringComparison.Ordinal);
        int caret = lines.Length > 1 ? lines[1].IndexOf('^', StringComparison.Ordinal) : -1;
        if (sql is null
            || caret < colon + 2
            || !int.TryParse(lines[0].AsSpan()["LINE ".Length..colon], CultureInfo.InvariantCulture, out int number))
        {
            return null;
        }

        return Find(sql, number, lines[0][(colon + 2)..], caret - colon - 2);
    }

    private static int? Find(string sql, int lineNumber, string shown, int caret)
    {
        int lineStart = 0;
        for (int i = 1; i < lineNumber; i++)
        {
            int end = sql.IndexOf('\n', lineStart);
            if (end < 0)
            {
                return null;
            }

            lineStart = end + 1;
        }

        if (shown.StartsWith(Ellipsis, StringComparison.Ordinal))
        {
            shown = shown[Ellipsis.Length..];
            caret -= Ellipsis.Length;
        }

        if (shown.EndsWith(Ellipsis, StringComparison.Ordinal))
        {
            shown = shown[..^Ellipsis.Length];
        }

        int place = sql.IndexOf(shown, lineStart, StringComparison.Ordinal);
        return place < 0 || caret < 0 || place + caret > sql.Length ? null : place + caret;
    }
}
