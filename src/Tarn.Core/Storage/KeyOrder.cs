namespace Tarn.Storage;

/// <summary>
/// S3's order of keys: that of their UTF-8 bytes ("Listing object keys", general purpose buckets). It is not that of
/// UTF-16 code units, in which characters beyond U+FFFF come before those from U+E000.
/// </summary>
public sealed class KeyOrder : IComparer<string>
{
    public static KeyOrder Instance { get; } = new();

    public int Compare(string? x, string? y) => Compare(x.AsSpan(), y.AsSpan());

    private static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        int same = left.CommonPrefixLength(right);
        return same == left.Length || same == right.Length
            ? left.Length - right.Length
            : Rank(left[same]) - Rank(right[same]);
    }

    /// <summary>Surrogates after everything else.</summary>
    private static int Rank(char unit) => unit switch
    {
        >= '\ue000' => unit - 0x800,
        >= '\ud800' => unit + 0x2000,
        _ => unit,
    };
}
