using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>What a request says its body's checksums are, in headers or to come in the trailer.</summary>
/// <param name="ContentMd5">In base 64; null when it does not say.</param>
/// <param name="Algorithm">Null when there is no checksum.</param>
/// <param name="Value">In base 64; null when it comes in the trailer, or is only to be computed.</param>
/// <param name="IsInTrailer">Whether the trailer must have it.</param>
internal sealed record ExpectedChecksums(string? ContentMd5, string? Algorithm, string? Value, bool IsInTrailer)
{
    private const int Md5Bytes = 16;

    /// <exception cref="AwsException">A header is not what it should be.</exception>
    public static ExpectedChecksums Of(S3Call call)
    {
        string? contentMd5 = call.Header("content-md5");
        if (contentMd5 is not null && !IsBase64(contentMd5, Md5Bytes))
        {
            throw new AwsException("InvalidDigest", "The Content-MD5 you specified was invalid.");
        }

        foreach (string name in ChecksumAlgorithm.Names)
        {
            string header = HeaderOf(name);
            if (call.Header(header) is { } value)
            {
                using ChecksumAlgorithm empty = ChecksumAlgorithm.Create(name);
                return IsBase64(value, Convert.FromBase64String(empty.Finish()).Length)
                    ? new(contentMd5, name, value, IsInTrailer: false)
                    : throw new AwsException("InvalidRequest", $"Value for {header} header is invalid.");
            }

            if (call.Header("x-amz-trailer")?.Contains(header, StringComparison.OrdinalIgnoreCase) == true)
            {
                return new(contentMd5, name, Value: null, IsInTrailer: true);
            }
        }

        string? asked = call.Header("x-amz-sdk-checksum-algorithm")?.ToUpperInvariant();
        return asked is null || ChecksumAlgorithm.Names.Contains(asked)
            ? new(contentMd5, asked, Value: null, IsInTrailer: false)
            : throw new AwsException("InvalidRequest", $"Checksum algorithm '{asked}' is none that S3 knows.");
    }

    /// <summary>As <c>x-amz-checksum-crc32</c>.</summary>
    public static string HeaderOf(string algorithm) => "x-amz-checksum-" + algorithm.ToLowerInvariant();

    private static bool IsBase64(string text, int bytes)
    {
        Span<byte> decoded = stackalloc byte[64];
        return Convert.TryFromBase64String(text, decoded, out int length) && length == bytes;
    }
}
