using Tarn.Common;
using Tarn.Protocols.Aws.Signing;

namespace Tarn.Protocols.Aws.S3;

/// <summary>A body out of its frames, which must have the length that was announced for it.</summary>
/// <param name="inner">Disposed together with this.</param>
/// <param name="length">In bytes; null when none was announced.</param>
internal sealed class SizedBody(ChunkedBody inner, long? length) : ForwardStream
{
    private long _read;

    /// <inheritdoc cref="ChunkedBody.Trailer"/>
    public IReadOnlyDictionary<string, string> Trailer => inner.Trailer;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken);
        _read += read;
        if (_read > length || (read == 0 && buffer.Length > 0 && _read != (length ?? _read)))
        {
            throw new SignatureException(
                SignatureProblem.IncompleteBody,
                $"the body has {_read} bytes, but x-amz-decoded-content-length says {length}");
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
