using Tarn.Catalog.External;

namespace Tarn.Catalog.Files;

/// <summary>
/// A file of lines of text, read block by block by several threads. A line ends with <c>\n</c>; one of blanks is no
/// row.
/// </summary>
/// <param name="path">Where it is.</param>
/// <param name="number">Its place among the files that are read.</param>
/// <param name="compression">None or gzip.</param>
/// <param name="read">Told how many bytes were read from it.</param>
internal sealed class LineFile(string path, int number, Compression compression, Action<long> read) : IDisposable
{
    /// <summary>Less room than this is not worth a read.</summary>
    private const int RoomMin = 4096;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly Lock _lock = new();
    private byte[] _begun = [];
    private FileStream? _file;
    private WholeGzip? _gzip;
    private bool _isAtEnd;
    private long _bytesTold;
    private long _rows;

    /// <summary>Its place among the files that are read.</summary>
    public int Number => number;

    /// <summary>False when there are no lines left.</summary>
    /// <exception cref="InvalidDataException">It is damaged, as a sentence without the file's name.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public bool TryTake(LineBlock block)
    {
        lock (_lock)
        {
            block.Lines.Clear();
            while (block.Lines.Count == 0 && !_isAtEnd)
            {
                Fill(block);
            }

            return block.Lines.Count > 0;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isAtEnd = true;
            _gzip?.Dispose();
            _file?.Dispose();
        }
    }

    private void Fill(LineBlock block)
    {
        bool isFirst = _file is null;
        _file ??= Open();
        _begun.CopyTo(block.Bytes, 0);
        int length = _begun.Length;
        int end;
        do
        {
            if (block.Bytes.Length - length < RoomMin)
            {
                RequireNoLongLine(length);
                block.Grow();
            }

            length = ReadFull(block.Bytes, length);
            end = _isAtEnd ? length : block.Bytes.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
        }
        while (end == 0 && !_isAtEnd);

        int start = isFirst && block.Bytes.AsSpan(0, end).StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        AddLines(block, start, end);
        _begun = block.Bytes.AsSpan(end, length - end).ToArray();
        long bytes = _file.Position;
        read(bytes - _bytesTold);
        _bytesTold = bytes;
    }

    /// <returns>How much of the buffer is filled.</returns>
    private int ReadFull(byte[] buffer, int length)
    {
        while (buffer.Length - length >= RoomMin)
        {
            Span<byte> room = buffer.AsSpan(length);
            int count = _gzip is null ? _file!.Read(room) : _gzip.Read(room);
            if (count == 0)
            {
                _isAtEnd = true;
                break;
            }

            length += count;
        }

        return length;
    }

    private void AddLines(LineBlock block, int start, int end)
    {
        block.File = number;
        block.FirstRow = _rows;
        while (start < end)
        {
            ReadOnlySpan<byte> rest = block.Bytes.AsSpan(start, end - start);
            int lineEnd = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = lineEnd < 0 ? rest : rest[..lineEnd];
            RequireNoLongLine(line.Length);
            if (!line.Trim(LineScan.Blanks).IsEmpty)
            {
                block.Lines.Add((start, line.Length));
            }

            start += line.Length + 1;
        }

        _rows += block.Lines.Count;
    }

    private static void RequireNoLongLine(int bytes)
    {
        if (bytes > LineScan.JsonLineBytesMax)
        {
            throw new InvalidDataException(LongLine.ProblemOf(LineScan.JsonLineBytesMax));
        }
    }

    private FileStream Open()
    {
        try
        {
            FileStream file = new(path, new FileStreamOptions
            {
                Options = FileOptions.SequentialScan,
                Share = FileShare.ReadWrite | FileShare.Delete,
                BufferSize = 0,
            });
            _gzip = compression == Compression.Gzip ? new WholeGzip(file, file.Length) : null;
            return file;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException("it was deleted meanwhile", exception);
        }
    }
}
