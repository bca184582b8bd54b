using Tarn.Catalog.Entries;
using Tarn.Common;

namespace Tarn.Catalog.Overlays;

/// <summary>
/// What people say about a table that a definition makes: its columns and place are the definition's.
/// </summary>
public sealed record TableOverlay(TableName Name)
{
    /// <summary>Takes the place of the definition's; null leaves that.</summary>
    public string? Description { get; init; }

    public string? Owner { get; init; }

    public IReadOnlyDictionary<string, string> Tags
    {
        get;
        init => field = value ?? NoTexts.Dictionary;
    } = NoTexts.Dictionary;

    /// <summary>By column name; of columns that are gone, nothing is shown.</summary>
    public IReadOnlyDictionary<string, ColumnOverlay> Columns
    {
        get;
        init => field = value ?? new Dictionary<string, ColumnOverlay>();
    } = new Dictionary<string, ColumnOverlay>();

    /// <summary>True when it says nothing.</summary>
    public bool IsEmpty() => Description is null && Owner is null && Tags.Count == 0 && Columns.Count == 0;
}
