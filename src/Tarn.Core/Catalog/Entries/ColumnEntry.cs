namespace Tarn.Catalog.Entries;

/// <summary>One column of a table in the catalog.</summary>
/// <param name="Name">Lower case, as in SQL.</param>
/// <param name="Type">As <see cref="Types.HiveType"/> spells it.</param>
public sealed record ColumnEntry(string Name, string Type)
{
    public string? Comment { get; init; }

    /// <summary>
    /// The name in files when it is not <see cref="Name"/>: JSON keys and CSV headers keep their case.
    /// </summary>
    public string? SourceName { get; init; }

    /// <summary>For text: how dates and moments are written, as strptime has it; null is ISO 8601.</summary>
    public string? Format { get; init; }

    public IReadOnlyDictionary<string, string> Tags
    {
        get;
        init => field = value ?? NoTexts.Dictionary;
    } = NoTexts.Dictionary;
}
