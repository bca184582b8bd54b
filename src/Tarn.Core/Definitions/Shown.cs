using Tarn.Common;

namespace Tarn.Definitions;

/// <summary>How values of a definition appear in messages.</summary>
internal static class Shown
{
    private const int LengthMax = 60;

    /// <summary>The text, cut when it is long, without line ends.</summary>
    public static string Text(string value)
    {
        string line = value.ReplaceLineEndings(" ");
        return line.Length <= LengthMax ? line : line[..LengthMax] + "…";
    }

    public static string List(IEnumerable<string> words) => string.Join(", ", words);

    /// <summary>The label of an unknown name: the nearest known one, or null when none is near.</summary>
    public static string? DidYouMean(string name, IEnumerable<string> known) =>
        Suggestion.Nearest(name, known) is { } nearest ? $"did you mean '{nearest}'?" : null;
}
