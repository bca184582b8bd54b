namespace Tarn.Storage.Encryption;

/// <summary>The content of an encrypted object, a frame at a time from anywhere; both are disposed with it.</summary>
internal sealed class DecryptedContent(OpenObject open, EncryptedReader reader) : Stream
{
    private long _at;
    private long _frame = -1;
    private ReadOnlyMemory<byte> _content;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => reader.ContentBytes;

    public override long Position
    {
        get => _at;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _at = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (_at < Length && _frame != FrameAt)
        {
            _content = reader.ReadFrame(FrameAt);
            _frame = FrameAt;
        }

        return Take(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at < Length && _frame != FrameAt)
        {
            _content = await reader.ReadFrameAsync(FrameAt, cancellationToken);
            _frame = FrameAt;
        }

        return Take(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _at + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            reader.Dispose();
            open.Dispose();
        }

        base.Dispose(disposing);
    }

    private long FrameAt => _at / FrameCipher.FrameBytes;

    private int Take(Span<byte> buffer)
    {
        if (_at >= Length)
        {
            return 0;
        }

        ReadOnlySpan<byte> left = _content.Span[(int)(_at % FrameCipher.FrameBytes)..];
        int count = Math.Min(buffer.Length, left.Length);
        left[..count].CopyTo(buffer);
        _at += count;
        return count;
    }
}
