using Tarn.Common;

namespace Tarn.State;

/// <summary>
/// Reads a log file from its start, checking everything. Ends normally at the end or, when no length was promised,
/// before an unfinished frame; anything else that is not as written is <c>TN4007</c>.
/// </summary>
internal sealed class LogReader : IDisposable
{
    private const int BlockBytes = 256 * 1024;

    private readonly string _path;
    private readonly FileWindow _file;
    private readonly long _length;
    private readonly bool _mayBeTorn;
    private bool _isTorn;

    /// <param name="path">The log file.</param>
    /// <param name="durableBytes">How much of it is complete, or null when that is to be found out.</param>
    public LogReader(string path, long? durableBytes)
    {
        _path = path;
        _file = new FileWindow(path, BlockBytes);
        _mayBeTorn = durableBytes is null;
        _length = durableBytes ?? _file.Length;
        try
        {
            ReadFileHeader();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Goes on where another reader of the file ended.</summary>
    /// <param name="path">The log file.</param>
    /// <param name="offset">Its <see cref="Offset"/>.</param>
    /// <param name="nextSequence">Its <see cref="NextSequence"/>.</param>
    /// <param name="durableBytes">How much of the file is complete.</param>
    public LogReader(string path, long offset, long nextSequence, long durableBytes)
    {
        _path = path;
        _file = new FileWindow(path, BlockBytes);
        _file.Skip(offset);
        _length = durableBytes;
        Offset = offset;
        NextSequence = nextSequence;
    }

    /// <summary>
    /// Whether payloads are lent until <see cref="Release"/>, for readers that keep none of them; else each has an
    /// array of its own.
    /// </summary>
    public bool LendsPayloads { get; init; }

    /// <summary>Sequence the next frame must have.</summary>
    public long NextSequence { get; private set; }

    /// <summary>Where the next frame starts; at the end, where the sound part of the file ends.</summary>
    public long Offset { get; private set; }

    /// <summary>What is left behind <see cref="Offset"/> once <see cref="TryRead"/> has returned null.</summary>
    public long BytesLeft => _length - Offset;

    /// <summary>The next frame, or null at the end.</summary>
    /// <exception cref="TarnException"><c>TN4007</c>.</exception>
    public LogFrame? TryRead()
    {
        if (ReadHeader() is not (int payloadBytes, uint payloadChecksum, long sequence))
        {
            return null;
        }

        ReadOnlyMemory<byte> payload = Peek(LogFormat.FrameHeaderBytes + payloadBytes)[LogFormat.FrameHeaderBytes..];
        if (Crc32C.Compute(payload.Span) != payloadChecksum)
        {
            throw Corrupt(Offset, $"the content of frame {sequence} does not match its checksum");
        }

        LogFrame frame = new(sequence, Offset, LendsPayloads ? payload : payload.ToArray());
        GoOn(payloadBytes);
        return frame;
    }

    /// <summary>Goes by the next frame, whose content is not looked at; its size, or null at the end.</summary>
    /// <exception cref="TarnException"><c>TN4007</c>: its header is damaged.</exception>
    public (long Sequence, int PayloadBytes)? TrySkip()
    {
        if (ReadHeader() is not (int payloadBytes, _, long sequence))
        {
            return null;
        }

        GoOn(payloadBytes);
        return (sequence, payloadBytes);
    }

    /// <summary>Nobody looks any more at payloads that were lent.</summary>
    public void Release() => _file.Release();

    public void Dispose() => _file.Dispose();

    private void GoOn(int payloadBytes)
    {
        _file.Skip(LogFormat.FrameHeaderBytes + payloadBytes);
        if (!LendsPayloads)
        {
            _file.Release();
        }

        Offset += LogFormat.FrameHeaderBytes + payloadBytes;
        NextSequence++;
    }

    /// <summary>Of the next frame, all of which is there; null at the end.</summary>
    private (int PayloadBytes, uint PayloadChecksum, long Sequence)? ReadHeader()
    {
        if (BytesLeft == 0 || _isTorn)
        {
            return null;
        }

        if (BytesLeft < LogFormat.FrameHeaderBytes)
        {
            return Torn();
        }

        ReadOnlySpan<byte> header = Peek(LogFormat.FrameHeaderBytes).Span;
        if (LogFormat.FrameHeader(header) is not (int payloadBytes, uint payloadChecksum, long sequence))
        {
            return RestIsZero()
                ? Torn()
                : throw Corrupt(Offset, "the header of a frame does not match its checksum");
        }

        if (BytesLeft - LogFormat.FrameHeaderBytes < payloadBytes)
        {
            return Torn();
        }

        return sequence == NextSequence
            ? (payloadBytes, payloadChecksum, sequence)
            : throw Corrupt(Offset, $"frame {sequence} is where frame {NextSequence} should be");
    }

    private void ReadFileHeader()
    {
        ReadOnlySpan<byte> header = _file.Peek(LogFormat.FileHeaderBytes).Span;
        NextSequence = (header.Length == LogFormat.FileHeaderBytes ? LogFormat.FirstSequence(header) : null)
            ?? throw Corrupt(0, "the file header is not that of a log of format 1");
        _file.Skip(LogFormat.FileHeaderBytes);
        Offset = LogFormat.FileHeaderBytes;
    }

    private ReadOnlyMemory<byte> Peek(int bytes)
    {
        ReadOnlyMemory<byte> content = _file.Peek(bytes);
        return content.Length == bytes ? content : throw Corrupt(Offset, "the file became shorter");
    }

    private (int PayloadBytes, uint PayloadChecksum, long Sequence)? Torn()
    {
        _isTorn = _mayBeTorn ? true : throw Corrupt(Offset, "a frame that was complete no longer is");
        return null;
    }

    /// <summary>
    /// Some file systems grow a file before its content arrives; a power cut then leaves zeros at the end.
    /// </summary>
    private bool RestIsZero()
    {
        ReadOnlyMemory<byte> rest;
        while ((rest = _file.Peek(LogFormat.FrameHeaderBytes)).Length > 0)
        {
            if (rest.Span.ContainsAnyExcept((byte)0))
            {
                return false;
            }

            _file.Skip(rest.Length);
            _file.Release();
        }

        return true;
    }

    private TarnException Corrupt(long offset, string reason) =>
        new(ErrorCodes.StateCorrupt, $"The log '{_path}' is damaged at byte {offset}: {reason}")
        {
            Hint = offset == 0
                ? "Put back the file from a backup of the lake, or move it away to start an empty log."
                : "Put back the file from a backup of the lake. Without one, keep a copy and cut the file there"
                    + $" (truncate -s {offset} '{_path}'): every frame before is sound, those behind are lost.",
        };
}
