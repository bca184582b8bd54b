using System.Text;

namespace Tarn.Engine.Dialect.Functions.Json.Path;

/// <summary>Splits a path into words, numbers, texts in quotes and symbols.</summary>
internal static class PathTokens
{
    private static readonly string[] Symbols = ["<>", "!=", "<=", ">=", "==", "&&", "||", ".."];

    public static IReadOnlyList<PathToken> Read(string path)
    {
        List<PathToken> tokens = [];
        int place = 0;
        while (place < path.Length)
        {
            if (char.IsWhiteSpace(path[place]))
            {
                place++;
            }
            else
            {
                tokens.Add(ReadOne(path, ref place));
            }
        }

        return tokens;
    }

    private static PathToken ReadOne(string path, ref int place)
    {
        char first = path[place];
        if (first == '"')
        {
            return new PathToken(PathTokenKind.Text, ReadQuoted(path, ref place));
        }

        int start = place;
        if (char.IsAsciiDigit(first) || (first == '.' && place + 1 < path.Length && char.IsAsciiDigit(path[place + 1])))
        {
            ReadNumber(path, ref place);
            return new PathToken(PathTokenKind.Number, path[start..place]);
        }

        if (first == '$')
        {
            place++;
            bool isQuoted = place < path.Length && path[place] == '"';
            string name = isQuoted ? ReadQuoted(path, ref place) : ReadWord(path, ref place);
            return new PathToken(PathTokenKind.Variable, name);
        }

        if (IsOfWord(first))
        {
            return new PathToken(PathTokenKind.Word, ReadWord(path, ref place));
        }

        string symbol = Array.Find(Symbols, symbol => path.AsSpan(start).StartsWith(symbol)) ?? first.ToString();
        place += symbol.Length;
        return new PathToken(PathTokenKind.Symbol, symbol);
    }

    private static bool IsOfWord(char character) => char.IsLetterOrDigit(character) || character == '_';

    private static string ReadWord(string path, ref int place)
    {
        int start = place;
        while (place < path.Length && IsOfWord(path[place]))
        {
            place++;
        }

        return path[start..place];
    }

    /// <summary>A quote inside is written twice.</summary>
    private static string ReadQuoted(string path, ref int place)
    {
        StringBuilder text = new();
        for (place++; place < path.Length; place++)
        {
            bool isQuote = path[place] == '"';
            if (isQuote && (place + 1 == path.Length || path[place + 1] != '"'))
            {
                place++;
                return text.ToString();
            }

            place += isQuote ? 1 : 0;
            text.Append(path[place]);
        }

        throw FunctionError.InvalidArgument($"Invalid JSON path: '{path}': a text has no end");
    }

    private static void ReadNumber(string path, ref int place)
    {
        ReadDigits(path, ref place);
        if (place + 1 < path.Length && path[place] == '.' && char.IsAsciiDigit(path[place + 1]))
        {
            place++;
            ReadDigits(path, ref place);
        }

        int sign = place + 1 < path.Length && path[place + 1] is '+' or '-' ? 1 : 0;
        if (place + 1 + sign < path.Length && path[place] is 'e' or 'E' && char.IsAsciiDigit(path[place + 1 + sign]))
        {
            place += 1 + sign;
            ReadDigits(path, ref place);
        }
    }

    private static void ReadDigits(string path, ref int place)
    {
        while (place < path.Length && char.IsAsciiDigit(path[place]))
        {
            place++;
        }
    }
}
