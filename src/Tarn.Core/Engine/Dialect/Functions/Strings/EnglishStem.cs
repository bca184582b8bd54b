using System.Collections.Frozen;

namespace Tarn.Engine.Dialect.Functions.Strings;

/// <summary>The stem of an English word by the rules of Snowball's English stemmer ("Porter2"), step by step.</summary>
internal sealed class EnglishStem
{
    private const string DoubleLetters = "bdfgmnprt";
    private const string BeforeLi = "cdeghkmnrt";
    private const char Consonant = 'Y';

    private static readonly FrozenDictionary<string, string> Exceptions = Pairs("""
        skis ski skies sky dying die lying lie tying tie idly idl gently gentl ugly ugli early earli only onli
        singly singl sky sky news news howe howe atlas atlas cosmos cosmos bias bias andes andes
        """).ToFrozenDictionary(pair => pair.Ending, pair => pair.Instead, StringComparer.Ordinal);

    private static readonly string[] Prefixes = ["gener", "commun", "arsen"];

    private static readonly FrozenSet<string> Finished =
        FrozenSet.Create("inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed");

    private static readonly (string Ending, string Instead)[] Second = Pairs("""
        ization ize ational ate fulness ful ousness ous iveness ive tional tion biliti ble lessli less entli ent
        ation ate alism al aliti al ousli ous iviti ive fulli ful enci ence anci ance abli able izer ize ator ate
        alli al bli ble
        """);

    private static readonly (string Ending, string Instead)[] Third = Pairs("""
        ational ate tional tion alize al icate ic iciti ic ical ic ful - ness -
        """);

    private static readonly string[] Fourth =
    [
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "al",
        "er", "ic",
    ];

    private string _word;
    private int _first;
    private int _second;

    private EnglishStem(string word)
    {
        _word = word;
    }

    public static string Of(string word)
    {
        string lower = word.ToLowerInvariant();
        if (lower.Length <= 2)
        {
            return lower;
        }

        return Exceptions.TryGetValue(lower, out string? exception) ? exception : new EnglishStem(lower).Run();
    }

    private string Run()
    {
        _word = MarkConsonants(_word.TrimStart('\''));
        _first = RegionFrom(0);
        _first = Array.Find(Prefixes, start => _word.StartsWith(start, StringComparison.Ordinal))?.Length ?? _first;
        _second = RegionFrom(_first);
        _ = TryCut("'s'", "") || TryCut("'s", "") || TryCut("'", "");
        CutPlural();
        if (!Finished.Contains(_word))
        {
            CutPast();
            SoftenEnd();
            CutSecond();
            CutThird();
            CutFourth();
            CutLast();
        }

        return _word.Replace(Consonant, 'y');
    }

    private static (string Ending, string Instead)[] Pairs(string words)
    {
        string[] all = words.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return [.. all.Chunk(2).Select(pair => (pair[0].Trim(), pair[1].Trim() == "-" ? "" : pair[1].Trim()))];
    }

    /// <summary>A y at the beginning or behind a vowel is no vowel.</summary>
    private static string MarkConsonants(string word)
    {
        char[] letters = word.ToCharArray();
        for (int i = 0; i < letters.Length; i++)
        {
            if (letters[i] == 'y' && (i == 0 || IsVowel(letters[i - 1])))
            {
                letters[i] = Consonant;
            }
        }

        return new string(letters);
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    /// <summary>Behind the first consonant that follows a vowel.</summary>
    private int RegionFrom(int start)
    {
        for (int i = start + 1; i < _word.Length; i++)
        {
            if (IsVowel(_word[i - 1]) && !IsVowel(_word[i]))
            {
                return i + 1;
            }
        }

        return _word.Length;
    }

    private bool Ends(string ending) => _word.EndsWith(ending, StringComparison.Ordinal);

    private bool IsWithin(string ending, int region) => _word.Length - ending.Length >= region;

    private bool TryCut(string ending, string instead)
    {
        bool ends = Ends(ending);
        _word = ends ? _word[..^ending.Length] + instead : _word;
        return ends;
    }

    private bool HasVowelBefore(int count) => _word[..^count].Any(IsVowel);

    private void CutPlural()
    {
        if (TryCut("sses", "ss") || Ends("us") || Ends("ss"))
        {
            return;
        }

        if (Ends("ied") || Ends("ies"))
        {
            _word = _word[..^3] + (_word.Length > 4 ? "i" : "ie");
        }
        else if (Ends("s") && _word.Length > 2 && HasVowelBefore(2))
        {
            _word = _word[..^1];
        }
    }

    private void CutPast()
    {
        if (Array.Find(["eedly", "eed"], Ends) is { } kept)
        {
            _word = IsWithin(kept, _first) ? _word[..^kept.Length] + "ee" : _word;
            return;
        }

        if (Array.Find(["ingly", "edly", "ing", "ed"], Ends) is not { } ending || !HasVowelBefore(ending.Length))
        {
            return;
        }

        _word = _word[..^ending.Length];
        if (Ends("at") || Ends("bl") || Ends("iz"))
        {
            _word += "e";
        }
        else if (_word is [.., var last, var same] && last == same
            && DoubleLetters.Contains(last, StringComparison.Ordinal))
        {
            _word = _word[..^1];
        }
        else if (_first >= _word.Length && HasShortEnd(_word))
        {
            _word += "e";
        }
    }

    private static bool HasShortEnd(string word) => word.Length == 2
        ? IsVowel(word[0]) && !IsVowel(word[1])
        : word.Length > 2 && !IsVowel(word[^3]) && IsVowel(word[^2]) && !IsVowel(word[^1])
            && word[^1] is not 'w' and not 'x' and not Consonant;

    private void SoftenEnd()
    {
        if (_word.Length > 2 && (Ends("y") || Ends("Y")) && !IsVowel(_word[^2]))
        {
            _word = _word[..^1] + "i";
        }
    }

    private void CutSecond()
    {
        if (Array.Find(Second, pair => Ends(pair.Ending)) is { Ending: not null } found)
        {
            _word = IsWithin(found.Ending, _first) ? _word[..^found.Ending.Length] + found.Instead : _word;
        }
        else if (Ends("logi") && IsWithin("ogi", _first))
        {
            _word = _word[..^1];
        }
        else if (Ends("li") && IsWithin("li", _first) && _word.Length > 2
            && BeforeLi.Contains(_word[^3], StringComparison.Ordinal))
        {
            _word = _word[..^2];
        }
    }

    private void CutThird()
    {
        if (Array.Find(Third, pair => Ends(pair.Ending)) is { Ending: not null } found)
        {
            _word = IsWithin(found.Ending, _first) ? _word[..^found.Ending.Length] + found.Instead : _word;
        }
        else if (Ends("ative") && IsWithin("ative", _second))
        {
            _word = _word[..^"ative".Length];
        }
    }

    private void CutFourth()
    {
        string? ending = Array.Find(Fourth, Ends) ?? (Ends("sion") || Ends("tion") ? "ion" : null);
        _word = ending is not null && IsWithin(ending, _second) ? _word[..^ending.Length] : _word;
    }

    private void CutLast()
    {
        bool isE = Ends("e")
            && (IsWithin("e", _second) || (IsWithin("e", _first) && !HasShortEnd(_word[..^1])));
        bool isL = Ends("ll") && IsWithin("l", _second);
        _word = isE || isL ? _word[..^1] : _word;
    }
}
