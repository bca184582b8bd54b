namespace Tarn.Streams.Prefixes;

/// <summary>A piece of a timestamp's pattern.</summary>
/// <param name="Letter">What of the moment; '\0' is text.</param>
/// <param name="Count">How often the letter stands there, which says how it is written.</param>
/// <param name="Text">Of a piece that is text.</param>
internal readonly record struct TimestampField(char Letter, int Count, string Text)
{
    public const char TextLetter = '\0';

    /// <summary>The letters that are known, each with the most that may stand in a row.</summary>
    public static IReadOnlyDictionary<char, int> CountMax { get; } = new Dictionary<char, int>
    {
        ['y'] = 9,
        ['u'] = 9,
        ['M'] = 5,
        ['L'] = 5,
        ['d'] = 2,
        ['D'] = 3,
        ['Q'] = 3,
        ['E'] = 5,
        ['a'] = 1,
        ['H'] = 2,
        ['k'] = 2,
        ['K'] = 2,
        ['h'] = 2,
        ['m'] = 2,
        ['s'] = 2,
        ['S'] = 9,
        ['X'] = 3,
        ['x'] = 3,
        ['Z'] = 3,
    };

    public static TimestampField OfText(string text) => new(TextLetter, 0, text);
}
