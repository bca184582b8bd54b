using System.Security.Cryptography;
using Tarn.Common;

namespace Tarn.Protocols.Aws.Signing;

/// <summary>
/// A body whose SHA-256 was signed. Its last read throws when it is another one, so nobody comes to its end believing
/// it. Read forward only, by one reader.
/// </summary>
internal sealed class HashedBody(Stream inner, string sha256) : ForwardStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _isVerified;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken);
        if (read > 0)
        {
            _hash.AppendData(buffer.Span[..read]);
        }
        else if (buffer.Length > 0 && !_isVerified)
        {
            string found = Convert.ToHexStringLower(_hash.GetHashAndReset());
            _isVerified = found == sha256
                ? true
                : throw new SignatureException(
                    SignatureProblem.PayloadMismatch,
                    $"the body has the SHA-256 {found}, but {sha256} was signed");
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
