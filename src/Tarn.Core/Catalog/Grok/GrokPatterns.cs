using System.Collections.Frozen;

namespace Tarn.Catalog.Grok;

/// <summary>
/// The patterns that come with Tarn, under the names that grok users know. No look-around, which RE2 does not have.
/// </summary>
public static class GrokPatterns
{
    /// <summary>The common log format of Apache's and other web servers.</summary>
    public const string CommonApacheLog =
        """%{IPORHOST:clientip} %{NOTSPACE:ident} %{NOTSPACE:auth} \[%{HTTPDATE:timestamp}\] """
        + "\"(?:%{WORD:verb} %{NOTSPACE:request}(?: HTTP/%{NUMBER:httpversion})?|%{QUOTED:rawrequest})\" "
        + "%{INT:response:int} (?:%{INT:bytes:bigint}|-)";

    /// <summary>
    /// The common format with referrer and agent, which may be cut off; what a server adds behind them is passed over.
    /// </summary>
    public const string CombinedApacheLog = CommonApacheLog + """ "%{QUOTED:referrer}" "%{QUOTED:agent}(?:".*)?""";

    private static readonly FrozenDictionary<string, string> All = new Dictionary<string, string>
    {
        ["WORD"] = @"\b\w+\b",
        ["NOTSPACE"] = @"\S+",
        ["SPACE"] = @"\s*",
        ["DATA"] = @".*?",
        ["GREEDYDATA"] = @".*",
        ["QUOTED"] = @"(?:[^""\\]|\\.)*",
        ["QUOTEDSTRING"] = @"""(?:[^""\\]|\\.)*""|'(?:[^'\\]|\\.)*'",
        ["QS"] = "%{QUOTEDSTRING}",
        ["INT"] = @"[+-]?[0-9]+",
        ["POSINT"] = @"\b[1-9][0-9]*\b",
        ["NONNEGINT"] = @"\b[0-9]+\b",
        ["NUMBER"] = @"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)",
        ["BASE16NUM"] = @"(?:0[xX])?[0-9A-Fa-f]+",
        ["UUID"] = @"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}",
        ["IPV4"] = @"[0-9]{1,3}(?:\.[0-9]{1,3}){3}",
        ["IPV6"] = @"[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?:%\w+)?",
        ["IP"] = "%{IPV6}|%{IPV4}",
        ["HOSTNAME"] = @"[0-9A-Za-z_](?:[0-9A-Za-z_-]*[0-9A-Za-z])?(?:\.[0-9A-Za-z_][0-9A-Za-z_-]*)*\.?",
        ["HOST"] = "%{HOSTNAME}",
        ["IPORHOST"] = "%{IP}|%{HOSTNAME}",
        ["HOSTPORT"] = "%{IPORHOST}:%{POSINT}",
        ["USERNAME"] = @"[\w.@-]+",
        ["USER"] = "%{USERNAME}",
        ["EMAILADDRESS"] = @"[\w.!#$%&'*+/=?^`{|}~-]+@%{HOSTNAME}",
        ["MONTH"] = @"[A-Z][a-z]{2,8}",
        ["MONTHNUM"] = "0?[1-9]|1[0-2]",
        ["MONTHDAY"] = "0[1-9]|[12][0-9]|3[01]|[1-9]",
        ["YEAR"] = "[0-9]{4}",
        ["HOUR"] = "[01]?[0-9]|2[0-4]",
        ["MINUTE"] = "[0-5][0-9]",
        ["SECOND"] = @"(?:[0-5]?[0-9]|60)(?:[.,][0-9]+)?",
        ["TIME"] = "%{HOUR}:%{MINUTE}(?::%{SECOND})?",
        ["HTTPDATE"] = "%{MONTHDAY}/%{MONTH}/%{YEAR}:%{TIME} [+-][0-9]{4}",
        ["TIMESTAMP_ISO8601"] = "%{YEAR}-%{MONTHNUM}-%{MONTHDAY}[T ]%{TIME}(?:Z|[+-][0-9]{2}:?[0-9]{2})?",
        ["SYSLOGTIMESTAMP"] = "%{MONTH} +%{MONTHDAY} %{TIME}",
        ["LOGLEVEL"] =
            "(?i:trace|debug|info(?:rmation)?|notice|warn(?:ing)?|err(?:or)?|crit(?:ical)?|fatal|severe)",
        ["PATH"] = @"(?:/[^\s]*)+|[A-Za-z]:\\[^\s]*",
        ["URIPATH"] = @"/[^\s?#]*",
        ["URIPARAM"] = @"\?[^\s#]*",
        ["URIPATHPARAM"] = "%{URIPATH}(?:%{URIPARAM})?",
        ["URI"] = @"[A-Za-z][A-Za-z0-9+.-]*://[^\s]*",
        ["COMMONAPACHELOG"] = CommonApacheLog,
        ["COMBINEDAPACHELOG"] = CombinedApacheLog,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Names => All.Keys;

    /// <summary>The pattern of the name, or null when none comes with Tarn.</summary>
    public static string? Find(string name) => All.GetValueOrDefault(name);
}
