using System.Text;

namespace Tarn.Engine.Execution;

/// <summary>
/// Reads the text of the engine's maps, <c>{Filters=h&gt;5, 'Total Files'=1}</c>: parts with unusual characters are in
/// quotes, with backslashes before quotes inside.
/// </summary>
internal static class ExtraInfo
{
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        Dictionary<string, string> entries = [];
        int place = 1;
        while (place < text.Length - 1)
        {
            string key = ReadPart(text, ref place, '=');
            string value = ReadPart(text, ref place, ',');
            entries[key.Trim('_')] = value;
            if (place < text.Length && text[place] == ' ')
            {
                place++;
            }
        }

        return entries;
    }

    // Leaves the place behind the end character.
    private static string ReadPart(string text, ref int place, char end)
    {
        StringBuilder part = new();
        bool isQuoted = place < text.Length && text[place] == '\'';
        place += isQuoted ? 1 : 0;
        for (; place < text.Length; place++)
        {
            char character = text[place];
            if (isQuoted && character == '\\' && place + 1 < text.Length)
            {
                part.Append(text[++place]);
            }
            else if (isQuoted && character == '\'')
            {
                isQuoted = false;
            }
            else if (!isQuoted && (character == end || place == text.Length - 1))
            {
                break;
            }
            else
            {
                part.Append(character);
            }
        }

        place++;
        return part.ToString();
    }
}
