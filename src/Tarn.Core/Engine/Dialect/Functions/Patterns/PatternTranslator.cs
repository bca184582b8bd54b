using System.Globalization;
using System.Text;

namespace Tarn.Engine.Dialect.Functions.Patterns;

/// <summary>
/// Writes a regular expression of Java's for .NET: quotations, possessive quantifiers, unions and intersections of
/// classes, names of properties and of groups.
/// </summary>
internal sealed class PatternTranslator
{
    private readonly string _source;
    private readonly bool _isWide;
    private readonly StringBuilder _output = new();
    private readonly Stack<int> _open = new();
    private readonly Dictionary<string, int> _groups = new(StringComparer.Ordinal);
    private int _place;
    private int _groupCount;

    /// <summary>Where what a quantifier would apply to begins in the output.</summary>
    private int _atom;

    private PatternTranslator(string source, bool isWide)
    {
        _source = source;
        _isWide = isWide;
    }

    /// <param name="pattern">In Java's syntax.</param>
    /// <param name="isWide">Whether the texts have code points of two UTF-16 units.</param>
    public static PatternTranslation Translate(string pattern, bool isWide)
    {
        PatternTranslator translator = new(pattern, isWide);
        while (translator._place < pattern.Length)
        {
            translator.Next();
        }

        return new PatternTranslation(translator._output.ToString(), translator._groups);
    }

    private void Next()
    {
        char character = _source[_place];
        switch (character)
        {
            case '\\':
                Escape();
                break;
            case '[':
                Atom(PatternClass.Read(_source, ref _place).ToPattern(_isWide));
                break;
            case '(':
                Open();
                break;
            case ')':
                _place++;
                _output.Append(')');
                _atom = _open.Count > 0 ? _open.Pop() : _atom;
                break;
            case '*' or '+' or '?' or '{':
                Quantifier();
                break;
            case '.' when _isWide:
                _place++;
                Atom(@"(?:[\ud800-\udbff][\udc00-\udfff]|.)");
                break;
            default:
                int length = char.IsHighSurrogate(character) && _place + 1 < _source.Length ? 2 : 1;
                Atom(length == 2 ? $"(?:{_source.Substring(_place, 2)})" : character.ToString());
                _place += length;
                break;
        }
    }

    private void Atom(string text)
    {
        _atom = _output.Length;
        _output.Append(text);
    }

    private void Escape()
    {
        if (_source.AsSpan(_place).StartsWith("\\Q"))
        {
            int end = _source.IndexOf("\\E", _place, StringComparison.Ordinal);
            string quoted = _source[(_place + 2)..(end < 0 ? _source.Length : end)];
            foreach (Rune rune in quoted.EnumerateRunes())
            {
                Atom(PatternEscape.Quote(rune.Value));
            }

            _place = end < 0 ? _source.Length : end + 2;
            return;
        }

        if (_source.AsSpan(_place).StartsWith("\\k<"))
        {
            int end = _source.IndexOf('>', _place);
            string name = end < 0 ? "" : _source[(_place + 3)..end];
            Atom(_groups.TryGetValue(name, out int group)
                ? string.Create(CultureInfo.InvariantCulture, $"(?:\\{group})")
                : throw FunctionError.InvalidArgument($"Invalid pattern '{_source}': unknown group '{name}'"));
            _place = end + 1;
            return;
        }

        Atom(PatternEscape.Read(_source, ref _place).ToPattern(_isWide));
    }

    private void Open()
    {
        _open.Push(_output.Length);
        ReadOnlySpan<char> rest = _source.AsSpan(_place);
        if (rest.StartsWith("(?<") && rest.Length > 3 && rest[3] is not '=' and not '!')
        {
            int end = _source.IndexOf('>', _place);
            _groups[end < 0 ? "" : _source[(_place + 3)..end]] = ++_groupCount;
            _output.Append('(');
            _place = end < 0 ? _source.Length : end + 1;
        }
        else if (rest.StartsWith("(?"))
        {
            Flags(rest);
        }
        else
        {
            _groupCount++;
            _output.Append('(');
            _place++;
        }
    }

    /// <summary>Those of Unicode and of line ends are always on, or have no equal.</summary>
    private void Flags(ReadOnlySpan<char> rest)
    {
        int length = 2;
        while (length < rest.Length && (char.IsAsciiLetter(rest[length]) || rest[length] == '-'))
        {
            length++;
        }

        string flags = rest[2..length].ToString();
        _output.Append("(?").Append(flags.Replace("u", "", StringComparison.Ordinal)
            .Replace("U", "", StringComparison.Ordinal).Replace("d", "", StringComparison.Ordinal));
        _place += length;
    }

    /// <summary>A plus behind a quantifier makes it possessive: .NET has atomic groups for that.</summary>
    private void Quantifier()
    {
        int start = _place;
        bool isCount = _source[_place++] == '{';
        while (isCount && _place < _source.Length && _source[_place++] != '}')
        {
        }

        string quantifier = _source[start.._place];
        if (_place < _source.Length && _source[_place] == '+')
        {
            _place++;
            _output.Insert(_atom, "(?>").Append(quantifier).Append(')');
        }
        else if (_place < _source.Length && _source[_place] == '?')
        {
            _place++;
            _output.Append(quantifier).Append('?');
        }
        else
        {
            _output.Append(quantifier);
        }
    }
}
