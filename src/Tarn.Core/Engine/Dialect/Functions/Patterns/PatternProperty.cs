using System.Collections.Frozen;

namespace Tarn.Engine.Dialect.Functions.Patterns;

/// <summary><c>\p{…}</c>: POSIX classes, binary properties, categories, scripts and blocks of Unicode.</summary>
internal static class PatternProperty
{
    private static readonly FrozenDictionary<string, string> Sets = new Dictionary<string, string>
    {
        ["lower"] = "a-z",
        ["upper"] = "A-Z",
        ["ascii"] = @"\u0000-\u007f",
        ["alpha"] = "a-zA-Z",
        ["digit"] = "0-9",
        ["alnum"] = "a-zA-Z0-9",
        ["punct"] = @"!-/:-@\[-`{-~",
        ["graph"] = "!-~",
        ["print"] = " -~",
        ["blank"] = @" \t",
        ["cntrl"] = @"\u0000-\u001f\u007f",
        ["xdigit"] = "0-9a-fA-F",
        ["space"] = @" \t\n\v\f\r",
        ["alphabetic"] = @"\p{L}\p{Nl}",
        ["lowercase"] = @"\p{Ll}",
        ["uppercase"] = @"\p{Lu}",
        ["whitespace"] = @"\s",
        ["letter"] = @"\p{L}",
        ["latin"] = @"A-Za-zªº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1e00-\u1eff",
        ["greek"] = @"\u0370-\u03ff\u1f00-\u1fff",
        ["cyrillic"] = @"\u0400-\u052f\u1c80-\u1c8f",
        ["hebrew"] = @"\u0591-\u05f4",
        ["arabic"] = @"\u0600-\u06ff\u0750-\u077f",
        ["thai"] = @"\u0e01-\u0e3a\u0e40-\u0e5b",
        ["hiragana"] = @"\u3041-\u3096\u309d-\u309f",
        ["katakana"] = @"\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff",
        ["hangul"] = @"\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3",
        ["han"] = @"\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads from behind the letter on.</summary>
    public static PatternClass Read(string source, ref int place, bool isNegated)
    {
        string name;
        if (place < source.Length && source[place] == '{')
        {
            int end = source.IndexOf('}', place);
            name = end < 0 ? "" : source[(place + 1)..end];
            place = end < 0 ? source.Length : end + 1;
        }
        else
        {
            name = place < source.Length ? source[place++].ToString() : "";
        }

        bool isInverse = name.StartsWith('^');
        string plain = name.TrimStart('^').Replace("_", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal);
        return PatternClass.Set(SetOf(plain)) with { IsNegated = isNegated ^ isInverse };
    }

    private static string SetOf(string name)
    {
        string bare = name.StartsWith("Is", StringComparison.OrdinalIgnoreCase) ? name[2..] : name;
        if (Sets.TryGetValue(bare, out string? set))
        {
            return set;
        }

        // .NET names blocks with Is, Java with In.
        return name.StartsWith("In", StringComparison.Ordinal) ? $@"\p{{Is{name[2..]}}}" : $@"\p{{{bare}}}";
    }
}
