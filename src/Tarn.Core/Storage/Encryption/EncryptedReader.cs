using Tarn.Common;

namespace Tarn.Storage.Encryption;

/// <summary>Reads the content of an encrypted object, a frame at a time, from anywhere.</summary>
public sealed class EncryptedReader : IDisposable
{
    private const int StoredFrameBytes = FrameCipher.FrameBytes + FrameCipher.TagBytes;

    private readonly OpenObject _open;
    private readonly int _headerBytes;
    private readonly FrameCipher _cipher;
    private readonly long _storedBytes;
    private readonly long _frames;
    private readonly byte[] _frame = new byte[StoredFrameBytes];
    private readonly byte[] _content = new byte[FrameCipher.FrameBytes];

    internal EncryptedReader(OpenObject open, int headerBytes, FrameCipher cipher)
    {
        _open = open;
        _headerBytes = headerBytes;
        _cipher = cipher;
        _storedBytes = open.Found.Info.SizeBytes - headerBytes;
        _frames = (_storedBytes + StoredFrameBytes - 1) / StoredFrameBytes;
        ContentBytes = _storedBytes - (_frames * FrameCipher.TagBytes);
        if (_frames == 0 || ContentBytes < 0)
        {
            throw Damaged(open.Found.Info.Key, "it ends too early");
        }
    }

    /// <summary>Length of the content.</summary>
    public long ContentBytes { get; }

    /// <summary>
    /// Refuses a file that is encrypted although nothing says so: its attributes are gone with its size or its time.
    /// </summary>
    /// <exception cref="TarnException"><c>TN7006</c>.</exception>
    public static async Task RequirePlainAsync(OpenObject open, CancellationToken cancellationToken)
    {
        if (open.Found.Attributes.ETag is not null || open.Found.Info.SizeBytes < EncryptedHeader.StartBytes)
        {
            return;
        }

        using MemoryStream start = new();
        await open.CopyAsync(start, 0, EncryptedHeader.StartBytes, cancellationToken);
        if (EncryptedHeader.IsStart(start.ToArray()))
        {
            throw Damaged(open.Found.Info.Key, "the file is not as long or as old as it was");
        }
    }

    /// <summary>Writes a part of the content, reading no more than the frames that it is in.</summary>
    /// <exception cref="TarnException"><c>TN7006</c>: a frame is damaged; nothing of it was written.</exception>
    public async Task CopyAsync(Stream target, long start, long length, CancellationToken cancellationToken)
    {
        long end = start + length;
        while (start < end)
        {
            ReadOnlyMemory<byte> content = await ReadFrameAsync(start / FrameCipher.FrameBytes, cancellationToken);
            if (content.IsEmpty)
            {
                throw Damaged(_open.Found.Info.Key, "it ends too early");
            }

            int skipped = (int)(start % FrameCipher.FrameBytes);
            int count = (int)Math.Min(content.Length - skipped, end - start);
            await target.WriteAsync(content.Slice(skipped, count), cancellationToken);
            start += count;
        }
    }

    /// <summary>A frame's content, good until the next is read; empty after the last.</summary>
    /// <exception cref="TarnException"><c>TN7006</c>: it is damaged.</exception>
    public Task<ReadOnlyMemory<byte>> ReadFrameAsync(long number, CancellationToken cancellationToken) =>
        BlockingIo.RunAsync(() => ReadFrame(number), cancellationToken);

    /// <summary>As <see cref="ReadFrameAsync"/>. Blocking.</summary>
    internal ReadOnlyMemory<byte> ReadFrame(long number)
    {
        if (number >= _frames)
        {
            return default;
        }

        long start = number * StoredFrameBytes;
        int stored = (int)Math.Min(StoredFrameBytes, _storedBytes - start);
        Span<byte> frame = _frame.AsSpan(0, stored);
        _open.ReadExactly(frame, _headerBytes + start);
        Memory<byte> content = _content.AsMemory(0, Math.Max(stored - FrameCipher.TagBytes, 0));
        bool isLast = number == _frames - 1;
        return stored >= FrameCipher.TagBytes && _cipher.TryDecrypt(number, isLast, frame, content.Span)
            ? content
            : throw Damaged(_open.Found.Info.Key, $"frame {number} of {_frames}");
    }

    public void Dispose() => _cipher.Dispose();

    internal static TarnException Damaged(string key, string what) => new(
        ErrorCodes.ObjectDamaged, $"The encrypted object '{key}' is damaged: {what}")
    {
        Hint = "put it back from a backup",
    };
}
