using Tarn.Catalog.Entries;

namespace Tarn.Catalog.Overlays;

/// <summary>What people say about a column of a table that a definition makes.</summary>
/// <param name="Comment">Takes the place of the definition's; null leaves that.</param>
public sealed record ColumnOverlay(string? Comment)
{
    public IReadOnlyDictionary<string, string> Tags
    {
        get;
        init => field = value ?? NoTexts.Dictionary;
    } = NoTexts.Dictionary;
}
