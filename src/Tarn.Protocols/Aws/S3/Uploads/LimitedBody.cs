using Tarn.Common;

namespace Tarn.Protocols.Aws.S3.Uploads;

/// <summary>The next so many bytes of a stream, which stays the caller's.</summary>
internal sealed class LimitedBody(Stream inner, long length) : ForwardStream
{
    private long _left = length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int wanted = (int)Math.Min(buffer.Length, _left);
        int read = wanted == 0 ? 0 : await inner.ReadAsync(buffer[..wanted], cancellationToken);
        _left -= read;
        return read;
    }
}
