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

    public static string Decode(string uri) =>
        uri.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(uri) : uri;

    /// <summary>
    /// True when a decoded path leads out of the table: such a file was added by reference (a shallow clone).
    /// </summary>
    public static bool IsAbsolute(string uri) =>
        uri.StartsWith('/') || (uri.IndexOf(':', StringComparison.Ordinal) is int colon and > 0
            && uri.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0);
}
