using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tarn.Engine.Dialect.Functions.Patterns;

/// <summary>
/// What a match is replaced with: <c>$1</c> and <c>${name}</c> stand for groups, a backslash takes the meaning from the
/// character after it.
/// </summary>
internal sealed class Replacement
{
    private readonly List<(string Text, int Group)> _pieces = [];
    private readonly JavaPattern _pattern;

    public Replacement(string text, JavaPattern pattern)
    {
        _pattern = pattern;
        StringBuilder literal = new();
        int place = 0;
        while (place < text.Length)
        {
            char character = text[place++];
            if (character == '\\')
            {
                literal.Append(place < text.Length
                    ? text[place++]
                    : throw FunctionError.InvalidArgument($"Illegal replacement sequence: {text}"));
            }
            else if (character == '$')
            {
                _pieces.Add((literal.ToString(), ReadGroup(text, ref place)));
                literal.Clear();
            }
            else
            {
                literal.Append(character);
            }
        }

        _pieces.Add((literal.ToString(), -1));
    }

    public string Expand(Match match) =>
        string.Concat(_pieces.Select(piece => piece.Text + (piece.Group < 0 ? "" : match.Groups[piece.Group].Value)));

    private int ReadGroup(string text, ref int place)
    {
        if (place < text.Length && text[place] == '{')
        {
            int end = text.IndexOf('}', place);
            string name = end < 0 ? "" : text[(place + 1)..end];
            place = end + 1;
            return _pattern.GroupOf(name)
                ?? throw FunctionError.InvalidArgument($"Illegal replacement sequence: unknown group {{ {name} }}");
        }

        if (place >= text.Length || !char.IsAsciiDigit(text[place]))
        {
            throw FunctionError.InvalidArgument($"Illegal replacement sequence: {text}");
        }

        // As many digits as still name a group, but one at least.
        int group = text[place++] - '0';
        while (place < text.Length && char.IsAsciiDigit(text[place])
            && (group * 10) + (text[place] - '0') <= _pattern.GroupCount)
        {
            group = (group * 10) + (text[place++] - '0');
        }

        return group <= _pattern.GroupCount
            ? group
            : throw FunctionError.InvalidArgument(string.Create(
                CultureInfo.InvariantCulture, $"Illegal replacement sequence: unknown group {group}"));
    }
}
