using Tarn.Common;

namespace Tarn.Storage.Encryption;

/// <summary>Content on its way to the disk, encrypted: a header, then frames.</summary>
/// <param name="inner">The content; stays the caller's.</param>
/// <param name="content">Its key; stays the caller's.</param>
public sealed class EncryptedBody(Stream inner, NewContent content) : ForwardStream
{
    private readonly byte[] _frame = new byte[FrameCipher.FrameBytes + FrameCipher.TagBytes];
    private byte[] _current = new byte[FrameCipher.FrameBytes];
    private byte[] _ahead = new byte[FrameCipher.FrameBytes];
    private int _aheadLength;
    private long _number = -1;
    private bool _isDone;
    private ReadOnlyMemory<byte> _left;

    /// <summary>Length of the content, once it has been read to its end.</summary>
    public long ContentBytes { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left.IsEmpty && !_isDone)
        {
            await FillAsync(cancellationToken);
        }

        int count = Math.Min(buffer.Length, _left.Length);
        _left[..count].CopyTo(buffer);
        _left = _left[count..];
        return count;
    }

    /// <summary>A frame is the last when nothing follows, so the one after it is read before.</summary>
    private async Task FillAsync(CancellationToken cancellationToken)
    {
        if (_number < 0)
        {
            _aheadLength = await ReadFrameAsync(cancellationToken);
            _number = 0;
            _left = content.Header;
            return;
        }

        (_current, _ahead) = (_ahead, _current);
        int length = _aheadLength;
        _aheadLength = length == FrameCipher.FrameBytes ? await ReadFrameAsync(cancellationToken) : 0;
        _isDone = _aheadLength == 0;
        content.Cipher.Encrypt(
            _number++, _isDone, _current.AsSpan(0, length), _frame.AsSpan(0, length + FrameCipher.TagBytes));
        ContentBytes += length;
        _left = _frame.AsMemory(0, length + FrameCipher.TagBytes);
    }

    private ValueTask<int> ReadFrameAsync(CancellationToken cancellationToken) =>
        inner.ReadAtLeastAsync(_ahead, _ahead.Length, throwOnEndOfStream: false, cancellationToken);
}
