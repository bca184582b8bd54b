namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>Formats of <c>format_datetime</c> and <c>parse_datetime</c>: those of Joda's DateTimeFormat.</summary>
internal static class JodaPattern
{
    private const string Letters = "GCYxweEyDMdaKhHkmsSzZ";

    /// <exception cref="InvalidOperationException">It is no such format.</exception>
    public static IReadOnlyList<DatetimePart> Parse(string format)
    {
        FunctionError.Require(format.Length > 0, "Invalid pattern specification");
        List<DatetimePart> parts = [];
        for (int i = 0; i < format.Length;)
        {
            char character = format[i];
            int end = i + 1;
            if (char.IsAsciiLetter(character))
            {
                FunctionError.Require(
                    Letters.Contains(character, StringComparison.Ordinal),
                    $"Illegal pattern component: {character}");
                while (end < format.Length && format[end] == character)
                {
                    end++;
                }

                parts.Add(new DatetimePart(character == 'Y' ? 'y' : character, end - i, ""));
            }
            else if (character == '\'')
            {
                string text = Quoted(format, ref end);
                parts.Add(new DatetimePart(DatetimePart.Literal, text.Length, text));
            }
            else
            {
                parts.Add(new DatetimePart(DatetimePart.Literal, 1, character.ToString()));
            }

            i = end;
        }

        return parts;
    }

    /// <summary>Two quotes are one, also within quotes.</summary>
    private static string Quoted(string format, ref int place)
    {
        if (place < format.Length && format[place] == '\'')
        {
            place++;
            return "'";
        }

        string text = "";
        while (place < format.Length)
        {
            char character = format[place++];
            bool isDouble = character == '\'' && place < format.Length && format[place] == '\'';
            if (character == '\'' && !isDouble)
            {
                break;
            }

            place += isDouble ? 1 : 0;
            text += character;
        }

        return text;
    }
}
