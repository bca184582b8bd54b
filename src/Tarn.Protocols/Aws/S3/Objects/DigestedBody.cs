using System.Security.Cryptography;
using Tarn.Common;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>
/// A body while it is stored: its MD5, which becomes the ETag, and its checksum are computed on the way.
/// <see cref="Finish"/> compares them with what the request says.
/// </summary>
internal sealed class DigestedBody : ForwardStream
{
    private readonly Stream _inner;
    private readonly ExpectedChecksums _expected;
    private readonly long? _length;
    private readonly ChecksumAlgorithm? _checksum;
#pragma warning disable CA5351 // S3's ETags are MD5; nothing rests on its strength
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
    private long _read;

    /// <param name="inner">The body; stays the caller's.</param>
    /// <param name="expected">What it must be.</param>
    /// <param name="length">Content-Length of a body that comes without frames.</param>
    public DigestedBody(Stream inner, ExpectedChecksums expected, long? length)
    {
        _inner = inner;
        _expected = expected;
        _length = length;
        _checksum = expected.Algorithm is { } algorithm ? ChecksumAlgorithm.Create(algorithm) : null;
    }

    /// <summary>Bytes so far.</summary>
    public long BytesRead => _read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await _inner.ReadAsync(buffer, cancellationToken);
        _md5.AppendData(buffer.Span[..read]);
        _checksum?.Append(buffer.Span[..read]);
        _read += read;
        return read;
    }

    /// <summary>For a body that has been read to its end.</summary>
    /// <exception cref="AwsException"><c>BadDigest</c>, <c>IncompleteBody</c>: it is not the one announced.</exception>
    public BodyDigest Finish()
    {
        if (_length is not null && _read != _length)
        {
            throw new AwsException(
                "IncompleteBody",
                "You did not provide the number of bytes specified by the Content-Length HTTP header");
        }

        byte[] md5 = _md5.GetHashAndReset();
        if (_expected.ContentMd5 is { } contentMd5 && contentMd5 != Convert.ToBase64String(md5))
        {
            throw new AwsException("BadDigest", "The Content-MD5 you specified did not match what we received.");
        }

        string? checksum = _checksum?.Finish();
        string? expected = _expected.IsInTrailer ? FromTrailer() : _expected.Value;
        return expected is null || expected == checksum
            ? new BodyDigest(Convert.ToHexStringLower(md5), ObjectChecksums.Of(_expected.Algorithm, checksum))
            : throw new AwsException(
                "BadDigest", $"The {_expected.Algorithm} you specified did not match the calculated checksum.");
    }

    protected override void Dispose(bool disposing)
    {
        _md5.Dispose();
        _checksum?.Dispose();
        base.Dispose(disposing);
    }

    private string FromTrailer()
    {
        string header = ExpectedChecksums.HeaderOf(_expected.Algorithm!);
        return (_inner as SizedBody)?.Trailer.GetValueOrDefault(header)
            ?? throw new AwsException("MalformedTrailerError", $"the trailer has no {header}");
    }
}
