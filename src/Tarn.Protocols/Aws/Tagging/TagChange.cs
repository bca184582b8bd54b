namespace Tarn.Protocols.Aws.Tagging;

/// <summary>What becomes of the tags of a thing.</summary>
/// <param name="Added">Go before those of the same key.</param>
/// <param name="Removed">Keys that it need not have.</param>
internal sealed record TagChange(IReadOnlyDictionary<string, string> Added, IReadOnlyList<string> Removed)
{
    public IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, string> tags)
    {
        Dictionary<string, string> changed = tags.ToDictionary();
        foreach ((string key, string value) in Added)
        {
            changed[key] = value;
        }

        foreach (string key in Removed)
        {
            changed.Remove(key);
        }

        return changed;
    }
}
