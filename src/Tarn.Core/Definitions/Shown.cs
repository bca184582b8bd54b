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
}
