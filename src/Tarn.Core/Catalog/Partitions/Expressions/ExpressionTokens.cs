using System.Text.RegularExpressions;
using Tarn.Common;

namespace Tarn.Catalog.Partitions.Expressions;

/// <summary>The words, texts, numbers and signs of a condition.</summary>
internal sealed partial class ExpressionTokens
{
    private readonly string _text;
    private int _position;

    public ExpressionTokens(string text)
    {
        _text = text;
        SkipSpace();
    }

    public bool AtEnd => _position == _text.Length;

    /// <summary>True when a quote is next that, where a key may stand, is around its name.</summary>
    public bool IsQuotedName => !AtEnd && _text[_position] is ('"' or '`');

    /// <summary>Takes a sign or a word, whose letter case does not count, when it is next.</summary>
    public bool TryTake(string token)
    {
        Match match = Token().Match(_text, _position);
        if (!match.Success || !match.Value.Equals(token, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        Advance(match.Length);
        return true;
    }

    public void Take(string token)
    {
        if (!TryTake(token))
        {
            throw Unexpected($"'{token}'");
        }
    }

    /// <summary>Takes a name, quoted or not.</summary>
    public string TakeName()
    {
        Match match = Name().Match(_text, _position);
        if (!match.Success)
        {
            throw Unexpected("a partition key");
        }

        Advance(match.Length);
        return match.Value.Trim('"', '`').ToLowerInvariant();
    }

    /// <summary>Takes a text in quotes, a number, true or false; a type in front of a text may stand there.</summary>
    public string TakeValue()
    {
        if (!TryTakeValue(out string value))
        {
            throw Unexpected("a value");
        }

        return value;
    }

    public bool TryTakeValue(out string value)
    {
        Match match = Value().Match(_text, _position);
        value = !match.Success ? ""
            : match.Groups["text"].Success
                ? match.Groups["text"].Value.Replace("''", "'", StringComparison.Ordinal)
                : match.Groups["number"].Value;
        Advance(match.Length);
        return match.Success;
    }

    public TarnException Unexpected(string expected)
    {
        string found = AtEnd ? "its end" : $"'{_text[_position..Math.Min(_text.Length, _position + 20)]}'";
        return new TarnException(
            ErrorCodes.BadArgument,
            $"the expression '{_text}' has {found} at {_position + 1}, expected {expected}");
    }

    private void Advance(int length)
    {
        _position += length;
        SkipSpace();
    }

    private void SkipSpace()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
        {
            _position++;
        }
    }

    [GeneratedRegex(@"\G(?:<>|!=|<=|>=|[=<>(),]|\w+)")]
    private static partial Regex Token();

    [GeneratedRegex(@"\G(?:""[^""]+""|`[^`]+`|[A-Za-z_]\w*)")]
    private static partial Regex Name();

    [GeneratedRegex(
        @"\G(?:(?:date|timestamp)\s*)?'(?<text>(?:[^']|'')*)'|\G""(?<text>[^""]*)""|"
        + @"\G(?<number>-?[0-9.]+(?:[eE][+-]?[0-9]+)?|true\b|false\b)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Value();
}
