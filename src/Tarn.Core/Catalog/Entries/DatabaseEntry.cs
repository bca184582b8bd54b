namespace Tarn.Catalog.Entries;

/// <summary>A database of the catalog. Those of the lake's zones are there without an entry.</summary>
/// <param name="Name">Lower case letters, digits, underscores.</param>
public sealed record DatabaseEntry(string Name)
{
    public string? Description { get; init; }

    public string? Owner { get; init; }

    public string? LocationUri { get; init; }

    public IReadOnlyDictionary<string, string> Properties
    {
        get;
        init => field = value ?? NoTexts.Dictionary;
    } = NoTexts.Dictionary;

    public IReadOnlyDictionary<string, string> Tags
    {
        get;
        init => field = value ?? NoTexts.Dictionary;
    } = NoTexts.Dictionary;

    /// <summary>As <see cref="TableEntry.Details"/>.</summary>
    public string? Details { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
