namespace Tarn.Protocols.Aws.Glue.Tags;

/// <summary>The tags that listings ask for.</summary>
internal static class TagFilter
{
    /// <summary>True when nothing is asked, or all of it is among the tags.</summary>
    public static bool IsMatch(
        IReadOnlyDictionary<string, string>? tags, IReadOnlyDictionary<string, string>? asked) =>
        asked is null || asked.All(pair => tags is not null
            && tags.TryGetValue(pair.Key, out string? value)
            && value == pair.Value);
}
