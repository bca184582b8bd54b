using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tarn.Engine.Dialect.Functions.Json;

/// <summary>
/// A path of json_extract, such as <c>$.store["book title"][0]</c>: names of members and places in arrays, no more.
/// </summary>
internal sealed partial class ExtractPath
{
    private const string UnquotedMarks = ":$-/@|#_";

    private readonly string _source;
    private readonly List<string> _steps = [];
    private int _place = 1;

    /// <exception cref="InvalidOperationException">It is no such path.</exception>
    public ExtractPath(string source)
    {
        _source = source;
        if (!source.StartsWith('$'))
        {
            throw Invalid();
        }

        while (_place < source.Length)
        {
            _steps.Add(ReadStep());
        }
    }

    /// <summary>The same path for the engine; null when it might read it otherwise.</summary>
    public static string? ToNative(string source)
    {
        StringBuilder native = new("$");
        foreach (string step in new ExtractPath(source)._steps)
        {
            bool isPlace = step.All(char.IsAsciiDigit) && source.Contains($"[{step}]", StringComparison.Ordinal);
            if (!isPlace && !PlainName().IsMatch(step))
            {
                return null;
            }

            native.Append(isPlace ? $"[{step}]" : $".\"{step}\"");
        }

        return native.ToString();
    }

    /// <summary>What is there; null when nothing is.</summary>
    public JsonElement? Find(JsonElement root)
    {
        JsonElement found = root;
        foreach (string step in _steps)
        {
            if (found.ValueKind == JsonValueKind.Object && found.TryGetProperty(step, out JsonElement member))
            {
                found = member;
            }
            else if (found.ValueKind == JsonValueKind.Array
                && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                && index < found.GetArrayLength())
            {
                found = found[index];
            }
            else
            {
                return null;
            }
        }

        return found;
    }

    private string ReadStep()
    {
        char first = _source[_place++];
        if (first == '.' && _place < _source.Length)
        {
            return ReadWhile(character =>
                char.IsLetterOrDigit(character) || UnquotedMarks.Contains(character, StringComparison.Ordinal));
        }

        if (first != '[' || _place >= _source.Length)
        {
            throw Invalid();
        }

        string step = _source[_place] is '"' or '\'' ? ReadQuoted(_source[_place++])
            : ReadWhile(character => char.IsLetterOrDigit(character) || character is '-' or '_');
        return _place < _source.Length && _source[_place++] == ']' ? step : throw Invalid();
    }

    private string ReadWhile(Func<char, bool> isPart)
    {
        int start = _place;
        while (_place < _source.Length && isPart(_source[_place]))
        {
            _place++;
        }

        return _place > start ? _source[start.._place] : throw Invalid();
    }

    private string ReadQuoted(char quote)
    {
        StringBuilder name = new();
        while (_place < _source.Length)
        {
            char character = _source[_place++];
            if (character == quote)
            {
                return name.ToString();
            }

            if (character == '\\')
            {
                character = _place < _source.Length && _source[_place] is '"' or '\\' or '\''
                    ? _source[_place++]
                    : throw Invalid();
            }

            name.Append(character);
        }

        throw Invalid();
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex PlainName();

    private InvalidOperationException Invalid() => FunctionError.InvalidArgument($"Invalid JSON path: '{_source}'");
}
