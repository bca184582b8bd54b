using Tarn.Protocols.Aws.Signing;
using Tarn.Storage;
using Tarn.Storage.Encryption;

namespace Tarn.Protocols.Aws.S3.Encryption;

/// <summary>The content of an encrypted object from some byte on; both are disposed with it.</summary>
internal sealed class DecryptedBody(OpenObject open, EncryptedReader reader, long start) : ForwardStream
{
    private long _at = start;
    private ReadOnlyMemory<byte> _left;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left.IsEmpty && _at < reader.ContentBytes)
        {
            ReadOnlyMemory<byte> frame = await reader.ReadFrameAsync(
                _at / FrameCipher.FrameBytes, cancellationToken);
            _left = frame[(int)(_at % FrameCipher.FrameBytes)..];
        }

        int count = Math.Min(buffer.Length, _left.Length);
        _left[..count].CopyTo(buffer);
        _left = _left[count..];
        _at += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            reader.Dispose();
            open.Dispose();
        }

        base.Dispose(disposing);
    }
}
