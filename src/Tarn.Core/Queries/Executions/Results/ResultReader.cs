using System.Text;
using Tarn.Common;

namespace Tarn.Queries.Executions.Results;

/// <summary>Reads results page by page; a page is found by the offset of its first byte.</summary>
internal static class ResultReader
{
    private const int BufferBytes = 1 << 16;
    private const byte LineFeed = (byte)'\n';

    /// <param name="file">The object, from its start.</param>
    /// <param name="form">Of it.</param>
    /// <param name="offset">Where the page begins.</param>
    /// <param name="rowsMax">Rows on it.</param>
    /// <param name="cancellationToken">Looked at before reading.</param>
    /// <returns>Null when no row begins at the offset.</returns>
    public static Task<ResultPage?> ReadAsync(
        Stream file, ResultForm form, long offset, int rowsMax, CancellationToken cancellationToken) =>
        BlockingIo.RunAsync(
            () => Seek(file, offset) ? Read(new BufferedStream(file, BufferBytes), form, offset, rowsMax) : null,
            cancellationToken);

    private static bool Seek(Stream file, long offset)
    {
        if (offset == 0)
        {
            return true;
        }

        if (offset < 0 || offset >= file.Length)
        {
            return false;
        }

        file.Position = offset - 1;
        return file.ReadByte() == LineFeed;
    }

    private static ResultPage Read(Stream file, ResultForm form, long offset, int rowsMax)
    {
        ByteCount input = new(file, offset);
        List<IReadOnlyList<string?>> rows = [];
        while (rows.Count < rowsMax && !input.AtEnd)
        {
            rows.Add(form == ResultForm.Csv ? ReadValues(input) : [ReadLine(input)]);
        }

        return new ResultPage(rows, input.AtEnd ? null : input.Position);
    }

    private static string ReadLine(ByteCount input)
    {
        List<byte> line = [];
        while (!input.AtEnd && input.Take() is var next && next != LineFeed)
        {
            line.Add(next);
        }

        return Decode(line);
    }

    private static List<string?> ReadValues(ByteCount input)
    {
        List<string?> values = [];
        List<byte> value = [];
        bool isQuoted = false;
        bool isValue = false;
        while (!input.AtEnd)
        {
            byte next = input.Take();
            if (next == '"')
            {
                // A quote right after the closing one stands for itself.
                if (isValue && !isQuoted)
                {
                    value.Add(next);
                }

                isQuoted = !isQuoted;
                isValue = true;
            }
            else if (isQuoted)
            {
                value.Add(next);
            }
            else if (next is (byte)',' or LineFeed)
            {
                values.Add(isValue ? Decode(value) : null);
                value.Clear();
                isValue = false;
                if (next == LineFeed)
                {
                    break;
                }
            }
        }

        return values;
    }

    private static string Decode(List<byte> bytes) =>
        Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes));

    /// <summary>A stream that knows how far it was read, and whether that was all.</summary>
    private sealed class ByteCount
    {
        private readonly Stream _stream;
        private int _next;

        public ByteCount(Stream stream, long position)
        {
            _stream = stream;
            Position = position;
            _next = stream.ReadByte();
        }

        public long Position { get; private set; }

        public bool AtEnd => _next < 0;

        public byte Take()
        {
            byte taken = (byte)_next;
            _next = _stream.ReadByte();
            Position++;
            return taken;
        }
    }
}
