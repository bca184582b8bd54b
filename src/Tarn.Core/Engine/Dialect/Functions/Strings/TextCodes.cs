using System.Text;
using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions.Strings;

/// <summary>What words have in common: how they sound, and their stems.</summary>
internal static class TextCodes
{
    private const int SoundexLength = 4;

    // By letter; 0 is a vowel, which divides equal codes.
    private const string Sounds = "01230120022455012623010202";
    private const string Transparent = "HW";

    public static IReadOnlyList<ScalarFunction> All { get; } =
    [
        new("tarn_soundex", [OwnTypes.Varchar], OwnTypes.Varchar, arguments => Soundex((string)arguments[0]!)),
        new("tarn_word_stem", [OwnTypes.Varchar, OwnTypes.Varchar], OwnTypes.Varchar, arguments =>
            arguments[1] is "en"
                ? EnglishStem.Of((string)arguments[0]!)
                : throw FunctionError.InvalidArgument($"word_stem knows the language 'en' only, not '{arguments[1]}'")),
    ];

    /// <summary>American Soundex: the first letter and three digits.</summary>
    private static string Soundex(string text)
    {
        StringBuilder code = new(SoundexLength);
        char last = '0';
        foreach (char letter in text.Where(char.IsLetter).Select(char.ToUpperInvariant))
        {
            if (!char.IsAsciiLetter(letter))
            {
                throw FunctionError.InvalidArgument($"The character is not mapped: {letter}");
            }

            char sound = Sounds[letter - 'A'];
            if (code.Length == 0)
            {
                code.Append(letter);
            }
            else if (Transparent.Contains(letter, StringComparison.Ordinal))
            {
                continue;
            }
            else if (sound != '0' && sound != last && code.Length < SoundexLength)
            {
                code.Append(sound);
            }

            last = sound;
        }

        return code.Length == 0 ? "" : code.ToString().PadRight(SoundexLength, '0');
    }
}
