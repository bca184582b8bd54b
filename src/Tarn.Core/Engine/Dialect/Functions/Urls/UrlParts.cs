using System.Globalization;
using System.Text.RegularExpressions;

namespace Tarn.Engine.Dialect.Functions.Urls;

/// <summary>The parts of a URL (RFC 3986, section 3), still encoded; null: not there.</summary>
internal sealed partial record UrlParts(
    string? Protocol, string? Host, long? Port, string Path, string? Query, string? Fragment)
{
    /// <summary>Null when it is no URL.</summary>
    public static UrlParts? Parse(string url)
    {
        Match match = Reference().Match(url);
        if (!match.Success)
        {
            return null;
        }

        string? ValueOf(string group) => match.Groups[group] is { Success: true, Value: string value } ? value : null;
        bool hasPort = long.TryParse(ValueOf("port"), NumberStyles.None, CultureInfo.InvariantCulture, out long port);
        string? host = ValueOf("host");
        return new UrlParts(
            ValueOf("scheme"),
            string.IsNullOrEmpty(host) ? null : host,
            hasPort ? port : null,
            match.Groups["path"].Value,
            ValueOf("query"),
            ValueOf("fragment"));
    }

    // Beyond the RFC, Java takes characters other than ASCII as they are.
    [GeneratedRegex(
        """
        ^(?:(?<scheme>[A-Za-z][A-Za-z0-9+.\-]*):)?
        (?://(?:(?<user>(?:[\w.~!$&'()*+,;=:\-]|%[0-9A-Fa-f]{2})*)@)?
        (?<host>\[[0-9A-Fa-f:.%\w]*\]|(?:[\w.~!$&'()*+,;=\-]|%[0-9A-Fa-f]{2})*)(?::(?<port>[0-9]*))?(?=[/?\#]|$))?
        (?<path>(?:[\w.~!$&'()*+,;=:@/\-]|[^\x00-\x7f\s]|%[0-9A-Fa-f]{2})*)
        (?:\?(?<query>(?:[\w.~!$&'()*+,;=:@/?\[\]\-]|[^\x00-\x7f\s]|%[0-9A-Fa-f]{2})*))?
        (?:\#(?<fragment>(?:[\w.~!$&'()*+,;=:@/?\[\]\-]|[^\x00-\x7f\s]|%[0-9A-Fa-f]{2})*))?\z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
