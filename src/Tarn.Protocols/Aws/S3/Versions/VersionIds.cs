using Tarn.Protocols.Aws.Wire;
using Tarn.Storage.Versions;

namespace Tarn.Protocols.Aws.S3.Versions;

/// <summary>Version ids as requests and answers have them.</summary>
internal static class VersionIds
{
    public const string Header = "x-amz-version-id";
    public const string MarkerHeader = "x-amz-delete-marker";

    private const string Parameter = "versionId";
    private const int Length = 26;

    /// <summary>The one that the request names; null when it names none.</summary>
    /// <exception cref="AwsException"><c>InvalidArgument</c>.</exception>
    public static string? Of(S3Call call) => call.Query(Parameter) is { } text ? Require(text) : null;

    /// <exception cref="AwsException"><c>InvalidArgument</c>: no version can have the id.</exception>
    public static string Require(string text) => text.Length == 0
        ? throw S3Errors.InvalidArgument("Version id cannot be the empty string", Parameter, text)
        : text == ObjectVersion.NullId || (text.Length == Length && text.All(char.IsAsciiLetterOrDigit)) ? text
        : throw S3Errors.InvalidArgument("Invalid version id specified", Parameter, text);

    /// <summary>Says which version was made, found or deleted.</summary>
    /// <param name="call">To be answered.</param>
    /// <param name="versionId">Null in a bucket that never had versions.</param>
    /// <param name="isMarker">Whether it is a delete marker.</param>
    public static void Write(S3Call call, string? versionId, bool isMarker = false)
    {
        call.SetHeader(Header, versionId);
        call.SetHeader(MarkerHeader, isMarker ? "true" : null);
    }
}
