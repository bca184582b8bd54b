using System.Buffers;
using System.Text;
using Tarn.Common;

namespace Tarn.Storage;

/// <summary>
/// The rules for keys: S3's limit of 1,024 bytes of UTF-8, and what a key needs to be a path on every file system:
/// segments of 1 to 255 bytes joined by '/', none of them "." or "..", no NUL, no unpaired surrogate.
/// </summary>
internal static class ObjectKey
{
    public const int BytesMax = 1024;
    public const int SegmentBytesMax = 255;

    /// <summary>Directories of Tarn's own at the root of a bucket.</summary>
    public static readonly IReadOnlyList<string> ReservedNames =
        [DurableFolder.IncomingName, Attributes.AttributeFiles.DirectoryName];

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

    /// <summary>
    /// Checks the directory part of a prefix; what follows the last '/' may be the start of any name.
    /// </summary>
    /// <exception cref="TarnException"><c>TN4005</c>.</exception>
    public static void ValidatePrefix(string bucket, string prefix)
    {
        int slash = prefix.LastIndexOf('/');
        if (slash >= 0)
        {
            Validate(bucket, prefix[..slash]);
        }
    }

    /// <summary>Whether the name, at the root of a bucket, is a directory of Tarn's own.</summary>
    public static bool IsReserved(string name) => ReservedNames.Contains(name);

    public static TarnException Bad(string bucket, string key, string problem) =>
        new(ErrorCodes.BadKey, $"The key '{key}' cannot be used in bucket '{bucket}': {problem}")
        {
            Hint = "Keys are names joined by '/', as in 'yellow/2024/trips.parquet'.",
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

        if (bytes > BytesMax)
        {
            return $"it has {bytes} bytes, at most {BytesMax} are allowed";
        }

        string[] segments = key.Split('/');
        if (IsReserved(segments[0]))
        {
            return $"'{segments[0]}' is reserved for Tarn's own files";
        }

        return segments.Select(SegmentProblem).FirstOrDefault(problem => problem is not null);
    }

    private static string? SegmentProblem(string segment)
    {
        if (segment.Length == 0)
        {
            return "it has an empty segment (a '/' at its start or end, or two in a row)";
        }

        if (segment is "." or "..")
        {
            return $"it has the segment '{segment}'";
        }

        if (segment.Contains('\0', StringComparison.Ordinal))
        {
            return "it holds a NUL character";
        }

        if (Encoding.UTF8.GetByteCount(segment) > SegmentBytesMax)
        {
            return $"a segment is longer than {SegmentBytesMax} bytes, the limit of file systems";
        }

        return OperatingSystem.IsWindows() ? WindowsProblem(segment) : null;
    }

    private static string? WindowsProblem(string segment) =>
        segment.AsSpan().ContainsAny(WindowsForbidden) || segment.Any(char.IsControl) || segment[^1] is '.' or ' '
            ? $"Windows cannot store the name '{segment}'"
            : null;

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
