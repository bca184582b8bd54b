using Tarn.Common;
using Tarn.Storage;

namespace Tarn.Protocols.Aws.S3.Encryption;

/// <summary>The content of an object that is stored as it is, from some byte on; it is disposed with it.</summary>
internal sealed class PlainBody(OpenObject open, long start) : ForwardStream
{
    private long _at = start;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = await open.ReadAsync(buffer, _at, cancellationToken);
        _at += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            open.Dispose();
        }

        base.Dispose(disposing);
    }
}
