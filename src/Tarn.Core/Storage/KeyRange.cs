namespace Tarn.Storage;

/// <summary>Which keys a listing is of, and which of them count as one.</summary>
public sealed record KeyRange
{
    public string Prefix { get; init; } = "";

    /// <summary>
    /// Only keys and common prefixes that come after it, in <see cref="KeyOrder"/>; null for all.
    /// </summary>
    public string? After { get; init; }

    /// <summary>Keys that are the same up to it, after the prefix, count as one; null lists every key.</summary>
    public string? Delimiter { get; init; }

    /// <summary>What stands for the key; null when it stands for itself.</summary>
    public string? CommonPrefixOf(string key)
    {
        if (Delimiter is null || key.Length < Prefix.Length)
        {
            return null;
        }

        int end = key.IndexOf(Delimiter, Prefix.Length, StringComparison.Ordinal);
        return end < 0 ? null : key[..(end + Delimiter.Length)];
    }

    /// <summary>Whether the key, or common prefix, does not come after the start of the range.</summary>
    public bool IsBefore(string key) => After is not null && KeyOrder.Instance.Compare(key, After) <= 0;

    /// <summary>Whether keys that begin so can be in the range.</summary>
    /// <param name="directoryKey">With '/' at its end.</param>
    public bool MayBeBelow(string directoryKey) =>
        directoryKey.StartsWith(Prefix, StringComparison.Ordinal)
        && (!IsBefore(directoryKey) || After!.StartsWith(directoryKey, StringComparison.Ordinal));
}
