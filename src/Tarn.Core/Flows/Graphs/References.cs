using System.Text;

namespace Tarn.Flows.Graphs;

/// <summary><c>${…}</c> in texts of steps. <c>$${</c> stands for <c>${</c> itself.</summary>
internal static class References
{
    private const string Opening = "${";

    /// <summary>What stands between the braces, in order.</summary>
    /// <exception cref="FormatException">One is not closed.</exception>
    public static IReadOnlyList<string> Find(string text)
    {
        List<string> found = [];
        Replace(text, path =>
        {
            found.Add(path);
            return "";
        });
        return found;
    }

    /// <summary>The text with all of them replaced.</summary>
    /// <exception cref="FormatException">One is not closed.</exception>
    public static string Replace(string text, Func<string, string> replace)
    {
        StringBuilder result = new();
        int done = 0;
        for (int opening = text.IndexOf(Opening, StringComparison.Ordinal);
            opening >= 0;
            opening = text.IndexOf(Opening, done, StringComparison.Ordinal))
        {
            if (opening > done && text[opening - 1] == '$')
            {
                result.Append(text, done, opening - 1 - done).Append(Opening);
                done = opening + Opening.Length;
                continue;
            }

            int closing = text.IndexOf('}', opening);
            if (closing < 0)
            {
                throw new FormatException($"'{text[opening..]}' is not closed");
            }

            result.Append(text, done, opening - done);
            result.Append(replace(text[(opening + Opening.Length)..closing].Trim()));
            done = closing + 1;
        }

        return result.Append(text, done, text.Length - done).ToString();
    }
}
