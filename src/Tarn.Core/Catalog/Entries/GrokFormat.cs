namespace Tarn.Catalog.Entries;

/// <summary>How lines of a log are taken apart.</summary>
/// <param name="Pattern">Such as <c>%{IP:client} %{WORD:method}</c>.</param>
public sealed record GrokFormat(string Pattern)
{
    /// <summary>Patterns by name that the pattern uses besides those that come with Tarn.</summary>
    public IReadOnlyDictionary<string, string> CustomPatterns
    {
        get;
        init => field = value ?? NoTexts.Dictionary;
    } = NoTexts.Dictionary;
}
