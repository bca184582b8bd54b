using System.Text;

namespace Tarn.Streams.Prefixes;

/// <summary>
/// A pattern of Java's <c>DateTimeFormatter</c>, as far as it does not depend on a language or a calendar of weeks.
/// Names of months and days are English.
/// </summary>
internal sealed class TimestampPattern
{
    private readonly IReadOnlyList<TimestampField> _fields;

    private TimestampPattern(IReadOnlyList<TimestampField> fields) => _fields = fields;

    /// <param name="text">The whole prefix, for messages.</param>
    /// <param name="start">Where the pattern begins in it.</param>
    /// <param name="length">Of the pattern.</param>
    /// <exception cref="Tarn.Common.TarnException"><c>TN1005</c>, with the place.</exception>
    public static TimestampPattern Parse(string text, int start, int length)
    {
        List<TimestampField> fields = [];
        int index = start;
        int end = start + length;
        while (index < end)
        {
            char letter = text[index];
            if (letter == '\'')
            {
                fields.Add(TimestampField.OfText(ReadQuoted(text, ref index, end)));
            }
            else if (char.IsAsciiLetter(letter))
            {
                fields.Add(ReadField(text, ref index, end));
            }
            else if (letter is '[' or ']' or '{' or '#')
            {
                throw PrefixErrors.At(
                    text, index, $"'{letter}' has a meaning of its own in patterns that is not known here", "quote it");
            }
            else
            {
                fields.Add(TimestampField.OfText(letter.ToString()));
                index++;
            }
        }

        return fields.Count > 0
            ? new TimestampPattern(fields)
            : throw PrefixErrors.At(text, start, "a timestamp needs a pattern", "for example !{timestamp:yyyy/MM/dd}");
    }

    /// <param name="moment">In the time zone that it is told in.</param>
    public string Format(DateTimeOffset moment)
    {
        StringBuilder formatted = new();
        foreach (TimestampField field in _fields)
        {
            formatted.Append(
                field.Letter == TimestampField.TextLetter ? field.Text : TimestampText.Of(field, moment));
        }

        return formatted.ToString();
    }

    /// <summary>Text between quotes; two quotes are one, inside and outside.</summary>
    private static string ReadQuoted(string text, ref int index, int end)
    {
        int open = index++;
        StringBuilder quoted = new();
        while (index < end)
        {
            char letter = text[index++];
            if (letter != '\'')
            {
                quoted.Append(letter);
            }
            else if (index < end && text[index] == '\'')
            {
                quoted.Append('\'');
                index++;
            }
            else
            {
                return quoted.Length == 0 ? "'" : quoted.ToString();
            }
        }

        throw PrefixErrors.At(text, open, "the quote is not closed");
    }

    private static TimestampField ReadField(string text, ref int index, int end)
    {
        int first = index;
        char letter = text[first];
        while (index < end && text[index] == letter)
        {
            index++;
        }

        if (!TimestampField.CountMax.TryGetValue(letter, out int countMax))
        {
            throw PrefixErrors.At(
                text,
                first,
                $"'{letter}' is no letter of timestamps that is known here",
                $"known are {string.Join(' ', TimestampField.CountMax.Keys)}; text stands in single quotes");
        }

        int count = index - first;
        return count <= countMax
            ? new TimestampField(letter, count, "")
            : throw PrefixErrors.At(text, first, $"{count} times '{letter}', expected at most {countMax}");
    }
}
