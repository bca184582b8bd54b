using Tarn.Catalog.Files;

namespace Tarn.Crawlers.Grouping;

/// <summary>
/// How the files of a table are told from others below the same prefix, by names alone: by their suffixes, or by
/// patterns of what does not belong to it.
/// </summary>
/// <param name="Suffixes">None when every suffix belongs to the table.</param>
/// <param name="Exclusions">Patterns below the table's prefix.</param>
internal sealed record Separation(IReadOnlyList<string> Suffixes, IReadOnlyList<string> Exclusions)
{
    private const int PatternsMax = 1000;

    /// <summary>By naming each of the others, as far as that goes.</summary>
    public static Separation ByKeys(string prefix, IEnumerable<CrawledObject> others) =>
        new([], [.. Exactly(prefix, others).Take(PatternsMax)]);

    /// <summary>Null when names do not tell them apart.</summary>
    /// <param name="prefix">Of the table.</param>
    /// <param name="own">Files of the table.</param>
    /// <param name="others">What else is below the prefix: files of other tables.</param>
    /// <param name="junk">And what no table can be made of; empty objects are passed over by every reader.</param>
    public static Separation? Find(
        string prefix,
        IReadOnlyList<CrawledObject> own,
        IReadOnlyList<CrawledObject> others,
        IReadOnlyList<CrawledObject> junk)
    {
        if (others.Count + junk.Count == 0)
        {
            return new Separation([], []);
        }

        SortedSet<string> suffixes = new(own.Select(file => FileNames.Suffix(file.FileName)), StringComparer.Ordinal);
        bool areDistinct = !suffixes.Contains("")
            && !others.Concat(junk).Any(
                file => suffixes.Any(suffix => file.Key.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)));
        if (areDistinct)
        {
            return new Separation([.. suffixes], []);
        }

        string[] patterns = [.. others
            .Select(file => FileNames.Pattern(file.FileName))
            .Distinct()
            .Order(StringComparer.Ordinal)];
        string[] keys = [.. Exactly(prefix, junk)];
        bool areApart = patterns.Length + keys.Length <= PatternsMax
            && !FileNames.AnyMatches(patterns, own.Select(file => file.FileName));
        return areApart ? new Separation([], [.. patterns.Select(pattern => "**/" + pattern), .. keys]) : null;
    }

    private static IEnumerable<string> Exactly(string prefix, IEnumerable<CrawledObject> files) => files
        .Select(file => KeyPattern.Literal(file.Key[prefix.Length..]))
        .Order(StringComparer.Ordinal);
}
