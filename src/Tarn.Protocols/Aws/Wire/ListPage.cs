using System.Text;

namespace Tarn.Protocols.Aws.Wire;

/// <summary>Pages of things that have an order, and the tokens that name where the next one begins.</summary>
internal static class ListPage
{
    /// <summary>What clients hand back for the page behind a key; opaque to them.</summary>
    public static string TokenOf(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    /// <summary>The key; null when the text is no token.</summary>
    public static string? TryReadToken(string token)
    {
        byte[] key = new byte[token.Length];
        return Convert.TryFromBase64String(token, key, out int length) ? Encoding.UTF8.GetString(key, 0, length) : null;
    }

    /// <summary>The things behind a key, up to a number.</summary>
    /// <param name="items">In ordinal order of their keys, or against it.</param>
    /// <param name="keyOf">Tells them apart.</param>
    /// <param name="after">The last key of the page before; null is the first page.</param>
    /// <param name="countMax">Things on a page.</param>
    /// <param name="direction">1, or -1 when they come against the order of their keys.</param>
    /// <returns>Also the key of the last one; null when nothing follows.</returns>
    public static (IReadOnlyList<T> Page, string? Last) After<T>(
        IEnumerable<T> items, Func<T, string> keyOf, string? after, int countMax, int direction = 1)
    {
        T[] found =
        [
            .. items
                .Where(item => after is null || direction * string.CompareOrdinal(keyOf(item), after) > 0)
                .Take(countMax + 1),
        ];
        return found.Length <= countMax ? (found, null) : (found[..countMax], keyOf(found[countMax - 1]));
    }
}
