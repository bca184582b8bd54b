using Tarn.Common;

namespace Tarn.State;

/// <summary>
/// Reads a log file from its start, checking everything. Ends normally at the end or, when no length was promised,
/// before an unfinished frame; anything else that is not as written is <c>TN4007</c>.
/// </summary>
internal sealed class LogReader : IDisposable
{
    private const int BufferBytes = 256 * 1024;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly long _length;
    private readonly bool _mayBeTorn;
    private readonly byte[] _header = new byte[LogFormat.FrameHeaderBytes];
    private bool _isTorn;

    /// <param name="path">The log file.</param>
    /// <param name="durableBytes">How much of it is complete, or null when that is to be found out.</param>
    public LogReader(string path, long? durableBytes)
    {
        _path = path;
        _file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes);
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
        _file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes)
        {
            Position = offset,
        };
        _length = durableBytes;
        Offset = offset;
        NextSequence = nextSequence;
    }

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
        if (BytesLeft == 0 || _isTorn)
        {
            return null;
        }

        if (BytesLeft < LogFormat.FrameHeaderBytes)
        {
            return Torn();
        }

        byte[] header = _header;
        Read(header);
        if (LogFormat.FrameHeader(header) is not (int payloadBytes, uint payloadChecksum, long sequence))
        {
            return RestIsZero(header)
                ? Torn()
                : throw Corrupt(Offset, "the header of a frame does not match its checksum");
        }

        if (BytesLeft - LogFormat.FrameHeaderBytes < payloadBytes)
        {
            return Torn();
        }

        byte[] payload = new byte[payloadBytes];
        Read(payload);
        if (Crc32C.Compute(payload) != payloadChecksum)
        {
            throw Corrupt(Offset, $"the content of frame {sequence} does not match its checksum");
        }

        if (sequence != NextSequence)
        {
            throw Corrupt(Offset, $"frame {sequence} is where frame {NextSequence} should be");
        }

        LogFrame frame = new(sequence, Offset, payload);
        Offset += LogFormat.FrameHeaderBytes + payloadBytes;
        NextSequence++;
        return frame;
    }

    public void Dispose() => _file.Dispose();

    private void ReadFileHeader()
    {
        byte[] header = new byte[LogFormat.FileHeaderBytes];
        int read = _file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        NextSequence = (read == header.Length ? LogFormat.FirstSequence(header) : null)
            ?? throw Corrupt(0, "the file header is not that of a log of format 1");
        Offset = LogFormat.FileHeaderBytes;
    }

    private void Read(byte[] content)
    {
        if (_file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) < content.Length)
        {
            throw Corrupt(Offset, "the file became shorter");
        }
    }

    private LogFrame? Torn()
    {
        _isTorn = _mayBeTorn ? true : throw Corrupt(Offset, "a frame that was complete no longer is");
        return null;
    }

    /// <summary>
    /// Some file systems grow a file before its content arrives; a power cut then leaves zeros at the end.
    /// </summary>
    private bool RestIsZero(byte[] header)
    {
        if (header.AsSpan().ContainsAnyExcept((byte)0))
        {
            return false;
        }

        byte[] buffer = new byte[BufferBytes];
        int read;
        while ((read = _file.Read(buffer)) > 0)
        {
            if (buffer.AsSpan(0, read).ContainsAnyExcept((byte)0))
            {
                return false;
            }
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
