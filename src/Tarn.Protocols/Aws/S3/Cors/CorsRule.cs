using System.Globalization;
using System.Xml.Linq;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3.Cors;

/// <summary>
/// Which requests of other origins' pages a bucket takes ("Elements of a CORS configuration", S3 user guide).
/// </summary>
internal sealed record CorsRule
{
    private const int RulesMax = 100;

    private static readonly HashSet<string> MethodsKnown = new(StringComparer.Ordinal)
    {
        "GET", "PUT", "POST", "DELETE", "HEAD",
    };

    /// <summary>With at most one <c>*</c>, which stands for any characters.</summary>
    public required IReadOnlyList<string> Origins { get; init; }

    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>Those a preflight may ask for; with at most one <c>*</c> in each.</summary>
    public required IReadOnlyList<string> AllowedHeaders { get; init; }

    /// <summary>Those of the answer that the page may read.</summary>
    public required IReadOnlyList<string> ExposedHeaders { get; init; }

    /// <summary>How long a browser may keep the answer to a preflight; null when the rule does not say.</summary>
    public required int? MaxAgeSeconds { get; init; }

    /// <exception cref="AwsException"><c>MalformedXML</c>, <c>InvalidRequest</c>.</exception>
    public static IReadOnlyList<CorsRule> ReadAll(XElement configuration)
    {
        CorsRule[] rules = [.. configuration.Children("CORSRule").Select(Read)];
        return rules.Length is 0 or > RulesMax ? throw S3Errors.MalformedXml() : rules;
    }

    /// <summary>Whether pages of the origin may send it.</summary>
    /// <param name="origin">Of the page.</param>
    /// <param name="method">Of the request.</param>
    /// <param name="headers">That a preflight asks for.</param>
    public bool Allows(string origin, string method, IEnumerable<string> headers) =>
        Origins.Any(pattern => IsMatch(pattern, origin, StringComparison.Ordinal))
        && Methods.Contains(method)
        && headers.All(header => AllowedHeaders.Any(pattern =>
            IsMatch(pattern, header, StringComparison.OrdinalIgnoreCase)));

    private static CorsRule Read(XElement rule)
    {
        CorsRule read = new()
        {
            Origins = Texts(rule, "AllowedOrigin"),
            Methods = Texts(rule, "AllowedMethod"),
            AllowedHeaders = Texts(rule, "AllowedHeader"),
            ExposedHeaders = Texts(rule, "ExposeHeader"),
            MaxAgeSeconds = ReadSeconds(rule.Text("MaxAgeSeconds")),
        };
        if (read.Origins.Count == 0 || read.Methods.Count == 0)
        {
            throw S3Errors.MalformedXml();
        }

        RequireOneWildcard("AllowedOrigin", read.Origins);
        RequireOneWildcard("AllowedHeader", read.AllowedHeaders);
        if (read.Methods.FirstOrDefault(method => !MethodsKnown.Contains(method)) is { } unknown)
        {
            throw new AwsException(
                "InvalidRequest", $"Found unsupported HTTP method in CORS config. Unsupported method is {unknown}");
        }

        return read.ExposedHeaders.FirstOrDefault(header => header.Contains('*', StringComparison.Ordinal)) is { } wild
            ? throw new AwsException(
                "InvalidRequest",
                $"ExposeHeader \"{wild}\" contains wildcard. We currently do not support wildcard for ExposeHeader.")
            : read;
    }

    private static string[] Texts(XElement rule, string name) =>
        [.. rule.Children(name).Select(child => child.Value.Trim())];

    private static int? ReadSeconds(string? text) => text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? seconds
        : throw S3Errors.MalformedXml();

    private static void RequireOneWildcard(string name, IReadOnlyList<string> patterns)
    {
        if (patterns.FirstOrDefault(pattern => pattern.Count(character => character == '*') > 1) is { } pattern)
        {
            throw new AwsException("InvalidRequest", $"{name} \"{pattern}\" can not have more than one wildcard.");
        }
    }

    private static bool IsMatch(string pattern, string text, StringComparison comparison)
    {
        int wildcard = pattern.IndexOf('*', StringComparison.Ordinal);
        return wildcard < 0
            ? string.Equals(pattern, text, comparison)
            : text.Length >= pattern.Length - 1
                && text.StartsWith(pattern[..wildcard], comparison)
                && text.EndsWith(pattern[(wildcard + 1)..], comparison);
    }
}
