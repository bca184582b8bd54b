using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage.Attributes;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>The conditions that requests put on objects (RFC 9110, section 13).</summary>
/// <param name="call">The request.</param>
/// <param name="prefix">
/// What stands before the names of the headers: nothing, or <c>x-amz-copy-source-</c> for the source of a copy.
/// </param>
internal sealed class Conditions(S3Call call, string prefix = "")
{
    private string? IfMatch => call.Header(prefix + "if-match");

    private string? IfNoneMatch => call.Header(prefix + "if-none-match");

    /// <summary>For reading.</summary>
    /// <returns>False when the client has this object already (304).</returns>
    /// <exception cref="AwsException"><c>PreconditionFailed</c>.</exception>
    public bool Admit(AttributedObject found)
    {
        DateTimeOffset modified = S3Time.ToSecond(found.Info.LastModified);
        if (IfMatch is not null)
        {
            Require(Matches(IfMatch, found), "If-Match");
        }
        else if (S3Time.TryParseHeader(call.Header(prefix + "if-unmodified-since")) is { } unmodifiedSince)
        {
            Require(modified <= unmodifiedSince, "If-Unmodified-Since");
        }

        if (IfNoneMatch is not null)
        {
            return !Matches(IfNoneMatch, found) || NotModified("If-None-Match");
        }

        return S3Time.TryParseHeader(call.Header(prefix + "if-modified-since")) is not { } modifiedSince
            || modified > modifiedSince
            || NotModified("If-Modified-Since");
    }

    /// <summary>Whether the object may only be made, not replaced.</summary>
    /// <exception cref="AwsException"><c>NotImplemented</c>: S3 takes only '*' here.</exception>
    public bool IsCreateOnly => IfNoneMatch switch
    {
        null => false,
        "*" => true,
        _ => throw new AwsException(
            "NotImplemented", "A header you provided implies functionality that is not implemented", 501)
        { Details = [new("Header", "If-None-Match")] },
    };

    /// <summary>Whether writing depends on what is there.</summary>
    public bool IsReplaceOnly => IfMatch is not null;

    /// <summary>For writing.</summary>
    /// <param name="found">What is there; null when nothing.</param>
    /// <exception cref="AwsException">The object is another, or missing.</exception>
    public void AdmitReplacing(AttributedObject? found)
    {
        if (IfMatch is not null)
        {
            Require(Matches(IfMatch, found ?? throw S3Errors.NoSuchKey(call.Key)), "If-Match");
        }
    }

    /// <summary>A copy has no 304: what would be one fails.</summary>
    private bool NotModified(string condition)
    {
        Require(prefix.Length == 0, condition);
        return false;
    }

    /// <summary>Whether the object is one of those, or any: '*'.</summary>
    public static bool Matches(string header, AttributedObject found) => header
        .Split(',', StringSplitOptions.TrimEntries)
        .Any(tag => tag == "*" || tag.Trim('"') == found.ETag);

    private static void Require(bool holds, string condition)
    {
        if (!holds)
        {
            throw S3Errors.PreconditionFailed(condition);
        }
    }
}
