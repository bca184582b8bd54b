using System.Buffers;
using System.Text;
using Tarn.Common;

namespace Tarn.Storage;

/// <summary>
/// The rules for keys: S3's limit of 1,024 bytes of UTF-8, and what a key needs to be a path below its bucket as it is:
/// segments of 1 to 255 bytes joined by '/', none of them "." or "..", no NUL, the first not a name of Tarn's own.
/// </summary>
internal static class ObjectKey
{
    public const int BytesMax = 1024;
    public const int SegmentBytesMax = 255;

    /// <summary>Directories of Tarn's own at the root of a bucket.</summary>
    public static readonly IReadOnlyList<string> ReservedNames =
        [
            DurableFolder.IncomingName,
            Attributes.AttributeFiles.DirectoryName,
            EscapedKeys.DirectoryName,
            Archive.LocalArchive.DirectoryName,
            Versions.OlderVersions.DirectoryName,
            Encryption.EncryptedFiles.DirectoryName,
        ];

    private static readonly SearchValues<char> WindowsForbidden = SearchValues.Create("<>:\"\\|?*");
    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="TarnException"><c>TN4005</c>: the key breaks a rule; the message says which.</exception>
    public static void Validate(string bucket, string key)
    {
        if (Problem(key) is string problem)
        {
            throw Bad(bucket, key, problem);
        }
    }

    public static bool IsValid(string key) => Problem(key) is null;

    /// <summary>Whether a valid key is the path of its object; others have an escaped name.</summary>
    public static bool IsPlain(string key)
    {
        string[] segments = key.Split('/');
        return !IsReserved(segments[0]) && segments.All(IsName);
    }

    /// <summary>Whether the name, at the root of a bucket, is a directory of Tarn's own.</summary>
    public static bool IsReserved(string name) => ReservedNames.Contains(name);

    public static TarnException Bad(string bucket, string key, string problem) =>
        new(ErrorCodes.BadKey, $"The key '{key}' cannot be used in bucket '{bucket}': {problem}")
        {
            Hint = "Keys have 1 to 1,024 bytes of UTF-8, as 'yellow/2024/trips.parquet' has.",
        };

    private static string? Problem(string key)
    {
        if (key.Length == 0)
        {
            return "it is empty";
        }

        if (ByteCount(key) is not int bytes)
        {
            return "it holds half of a surrogate pair, which UTF-8 cannot encode";
        }

        return bytes > BytesMax ? $"it has {bytes} bytes, at most {BytesMax} are allowed" : null;
    }

    private static bool IsName(string segment) =>
        segment is not ("" or "." or "..")
        && !segment.Contains('\0', StringComparison.Ordinal)
        && Encoding.UTF8.GetByteCount(segment) <= SegmentBytesMax
        && !(OperatingSystem.IsWindows() && IsBadOnWindows(segment));

    private static bool IsBadOnWindows(string segment) =>
        segment.AsSpan().ContainsAny(WindowsForbidden) || segment.Any(char.IsControl) || segment[^1] is '.' or ' ';

    private static int? ByteCount(string key)
    {
        try
        {
            return StrictUtf8.GetByteCount(key);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }
}
