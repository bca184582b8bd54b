namespace Tarn.Engine.Dialect.Functions.Patterns;

/// <summary>What Java's regular expressions and those of the engine (RE2) both have, with the same meaning.</summary>
internal static class SharedSyntax
{
    private const string Plain = " _-,:;/@#%&=~\"'<>!";
    private const string Operators = ".|()*+?";

    // \w, \b and others know all of Unicode in Java's, ASCII only in RE2.
    private const string Escaped = ".\\+*?()[]{}|^$/-_d";

    /// <summary>The pattern for the engine, to tell only whether it matches; null when it has more.</summary>
    public static string? Translate(string pattern)
    {
        bool isInClass = false;
        int depth = 0;
        for (int i = 0; i < pattern.Length; i++)
        {
            char character = pattern[i];
            bool isShared = character switch
            {
                '\\' => ++i < pattern.Length && Escaped.Contains(pattern[i], StringComparison.Ordinal),
                '[' => !isInClass && i + 1 < pattern.Length && pattern[i + 1] is not ']' and not '^',
                ']' => isInClass,
                '^' => !isInClass && i == 0,
                '$' => !isInClass && i == pattern.Length - 1,
                '*' or '+' or '?' when !isInClass => IsQuantifier(pattern, i),
                '&' => !isInClass,
                _ => char.IsLetterOrDigit(character)
                    || Plain.Contains(character, StringComparison.Ordinal)
                    || (Operators.Contains(character, StringComparison.Ordinal) && (!isInClass || character == '.')),
            };
            if (!isShared)
            {
                return null;
            }

            depth += isInClass ? 0 : character == '(' ? 1 : character == ')' ? -1 : 0;
            isInClass = character == '[' || (isInClass && character != ']');
            if (depth < 0)
            {
                return null;
            }
        }

        if (isInClass || depth > 0)
        {
            return null;
        }

        // Java's end of the text is also before a line feed that ends the text.
        return pattern is [.. var before, '$'] && before is not [.., '\\'] ? before + "\\n?$" : pattern;
    }

    /// <summary>One that stands behind something and is not possessive.</summary>
    private static bool IsQuantifier(string pattern, int place) =>
        place > 0
        && pattern[place - 1] is not '*' and not '+' and not '('
        && (place + 1 == pattern.Length || pattern[place + 1] != '+');
}
