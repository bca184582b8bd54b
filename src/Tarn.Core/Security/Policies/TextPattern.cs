namespace Tarn.Security.Policies;

/// <summary>
/// A text with wildcards: <c>*</c> is any text, also one with slashes, and <c>?</c> any one character ("IAM JSON policy
/// elements: Resource"). Takes time in proportion to the pattern and the text, however many wildcards there are.
/// </summary>
internal sealed class TextPattern
{
    private readonly string[] _parts;
    private readonly StringComparison _comparison;

    /// <param name="pattern">As it was written.</param>
    /// <param name="ignoresCase">Whether letters match in either case.</param>
    public TextPattern(string pattern, bool ignoresCase)
    {
        _parts = pattern.Split('*');
        _comparison = ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
    }

    /// <summary>Whether it matches every text.</summary>
    public bool IsEverything => _parts.Length > 1 && _parts.All(part => part.Length == 0);

    public bool Matches(ReadOnlySpan<char> text)
    {
        string first = _parts[0];
        string last = _parts[^1];
        if (_parts.Length == 1)
        {
            return text.Length == first.Length && StartsWith(text, first);
        }

        if (text.Length < first.Length + last.Length || !StartsWith(text, first)
            || !StartsWith(text[^last.Length..], last))
        {
            return false;
        }

        ReadOnlySpan<char> rest = text[first.Length..^last.Length];
        foreach (string part in _parts.AsSpan(1..^1))
        {
            int found = IndexOf(rest, part);
            if (found < 0)
            {
                return false;
            }

            rest = rest[(found + part.Length)..];
        }

        return true;
    }

    private int IndexOf(ReadOnlySpan<char> text, string part)
    {
        if (!part.Contains('?', StringComparison.Ordinal))
        {
            return text.IndexOf(part, _comparison);
        }

        for (int i = 0; i + part.Length <= text.Length; i++)
        {
            if (StartsWith(text[i..], part))
            {
                return i;
            }
        }

        return -1;
    }

    private bool StartsWith(ReadOnlySpan<char> text, string part)
    {
        if (!part.Contains('?', StringComparison.Ordinal))
        {
            return text.StartsWith(part, _comparison);
        }

        for (int i = 0; i < part.Length; i++)
        {
            if (part[i] != '?' && !text.Slice(i, 1).Equals(part.AsSpan(i, 1), _comparison))
            {
                return false;
            }
        }

        return true;
    }
}
