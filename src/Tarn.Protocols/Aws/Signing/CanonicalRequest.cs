using System.Security.Cryptography;
using System.Text;

namespace Tarn.Protocols.Aws.Signing;

/// <summary>
/// The one spelling of a request that both sides sign ("Create a signed AWS API request", step 1).
/// </summary>
internal static class CanonicalRequest
{
    /// <param name="head">The request.</param>
    /// <param name="claim">Says which headers are signed, and for which service: S3's paths are encoded once.</param>
    /// <param name="payloadHash">What stands for the body.</param>
    public static string Build(RequestHead head, SignatureClaim claim, string payloadHash)
    {
        StringBuilder text = new();
        text.Append(head.Method).Append('\n');
        text.Append(Path(head.RawPath, claim.Scope.Service)).Append('\n');
        text.Append(Query(head, claim.IsPresigned)).Append('\n');
        foreach (string name in claim.SignedHeaders)
        {
            string value = head.Header(name) ?? throw new SignatureException(
                SignatureProblem.Mismatch, $"the header '{name}' is signed but is not there");
            text.Append(name).Append(':').Append(Collapse(value)).Append('\n');
        }

        return text.Append('\n').AppendJoin(';', claim.SignedHeaders).Append('\n').Append(payloadHash).ToString();
    }

    /// <summary>Hexadecimal SHA-256, in lower case.</summary>
    public static string Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static string Path(string rawPath, string service) => service switch
    {
        // The key as it is meant, whatever the client escaped; S3 takes "a//b" and "a/../b" as they are.
        "s3" => PercentEncoding.EncodePath(PercentEncoding.Decode(rawPath)),
        _ => PercentEncoding.EncodePath(WithoutDots(rawPath)),
    };

    private static string WithoutDots(string path)
    {
        List<string> segments = [];
        foreach (string segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                segments.RemoveRange(Math.Max(segments.Count - 1, 0), Math.Min(segments.Count, 1));
            }
            else if (segment != ".")
            {
                segments.Add(segment);
            }
        }

        string joined = "/" + string.Join('/', segments);
        return path.EndsWith('/') && joined.Length > 1 ? joined + "/" : joined;
    }

    private static string Query(RequestHead head, bool isPresigned) => string.Join('&', head.Query
        .Where(parameter => !isPresigned || parameter.Key != PresignedQuery.SignatureName)
        .Select(parameter =>
            (Name: PercentEncoding.Encode(parameter.Key), Value: PercentEncoding.Encode(parameter.Value)))
        .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
        .ThenBy(parameter => parameter.Value, StringComparer.Ordinal)
        .Select(parameter => $"{parameter.Name}={parameter.Value}"));

    /// <summary>Without spaces at the ends, and with one where there are several.</summary>
    private static string Collapse(string value)
    {
        value = value.Trim();
        return value.Contains("  ", StringComparison.Ordinal)
            ? string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            : value;
    }
}
