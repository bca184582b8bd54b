using System.Buffers;

namespace Tarn.Tables.Log;

/// <summary>
/// Paths in the log are URIs (RFC 2396), percent-decoded exactly once. A Hive directory is escaped already, so its
/// percent signs are escaped again: <c>x=A%2FA/</c> on disk is <c>x=A%252FA/</c> in the log.
/// </summary>
internal static class LogUri
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()/=:@&+$,;");

    private static readonly SearchValues<char> SchemeCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");

    public static string Encode(string path) => PercentText.Encode(path, Plain);

    /// <summary>
    /// A path as files are told apart by it: decoded, <c>file:/x</c>, <c>file:///x</c> and <c>/x</c> as <c>/x</c>, and
    /// other URIs with their scheme.
    /// </summary>
    public static string Decode(string uri)
    {
        string path = uri.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(uri) : uri;
        int schemeLength = SchemeLength(uri);
        if (schemeLength == 0)
        {
            return path;
        }

        string place = path[(schemeLength + 1)..];
        string afterHost = place.StartsWith("//", StringComparison.Ordinal) ? AfterHost(place) : place;
        return uri.AsSpan(0, schemeLength).Equals("file", StringComparison.OrdinalIgnoreCase) ? afterHost
            : place.StartsWith("//", StringComparison.Ordinal) ? path
            : $"{path[..schemeLength]}://{place}";
    }

    /// <summary>
    /// True when a decoded path leads out of the table: such a file was added by reference (a shallow clone).
    /// </summary>
    public static bool IsAbsolute(string path) =>
        path.StartsWith('/') || (SchemeLength(path) is int length and > 0
            && path.AsSpan(length).StartsWith("://", StringComparison.Ordinal));

    /// <summary>Length of the scheme before its colon; 0 when the text has none.</summary>
    private static int SchemeLength(string uri) =>
        uri.IndexOf(':', StringComparison.Ordinal) is int colon and > 0
            && uri.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0
            ? colon
            : 0;

    private static string AfterHost(string place) =>
        place.IndexOf('/', 2) is int slash and > 0 ? place[slash..] : "/";
}
