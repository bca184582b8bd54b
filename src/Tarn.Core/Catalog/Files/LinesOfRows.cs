using System.Buffers;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Tarn.Storage;

namespace Tarn.Catalog.Files;

/// <summary>Finds lines of a file of JSON lines by the numbers of their rows: a blank line is no row.</summary>
internal sealed class LinesOfRows(IObjectStore store, string key)
{
    /// <summary>How much of a line is kept.</summary>
    public const int BytesKeptMax = 64 * 1024;

    private const int BufferBytes = 256 * 1024;
    private const int DepthMax = 1000;
    private const string NoRecord = "no JSON object with any of the columns";

    /// <param name="rows">From 0, ascending.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async IAsyncEnumerable<LineOfRow> ReadAsync(
        IReadOnlyList<long> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using Stream raw = await store.OpenReadAsync(key, cancellationToken);
        byte[] magic = new byte[CompressionMagic.BytesMax];
        int known = await raw.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellationToken);
        Compression compression = CompressionMagic.Of(magic.AsSpan(0, known));
        raw.Position = 0;
        if (compression == Compression.Zstandard)
        {
            foreach (long row in rows)
            {
                yield return new LineOfRow(row + 1, null, default, NoRecord);
            }

            yield break;
        }

        await using Stream text = compression == Compression.Gzip
            ? new GZipStream(raw, CompressionMode.Decompress)
            : raw;
        await foreach (LineOfRow line in FindAsync(text, rows, cancellationToken))
        {
            yield return line;
        }
    }

    private static async IAsyncEnumerable<LineOfRow> FindAsync(
        Stream text, IReadOnlyList<long> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            Cursor cursor = new(rows);
            int count;
            while (!cursor.IsDone && (count = await text.ReadAsync(buffer, cancellationToken)) > 0)
            {
                for (int from = 0; from < count;)
                {
                    int length = buffer.AsSpan(from, count - from).IndexOf((byte)'\n');
                    cursor.See(buffer.AsSpan(from, length < 0 ? count - from : length));
                    if (length >= 0 && cursor.EndLine() is { } line)
                    {
                        yield return line;
                    }

                    from = length < 0 ? count : from + length + 1;
                }
            }

            if (cursor.EndLine() is { } last)
            {
                yield return last;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string ReasonOf(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader reader = new(line, new JsonReaderOptions { MaxDepth = DepthMax });
        try
        {
            while (reader.Read())
            {
            }

            return NoRecord;
        }
        catch (JsonException exception)
        {
            long place = exception.BytePositionInLine ?? 0;
            return place >= line.Length
                ? "no JSON: it is cut off"
                : FormattableString.Invariant($"no JSON from byte {place + 1} on");
        }
    }

    /// <summary>Goes from line to line; of those that are wanted it keeps the text.</summary>
    private sealed class Cursor(IReadOnlyList<long> rows)
    {
        private readonly ArrayBufferWriter<byte> _text = new();
        private int _next;
        private long _row;
        private long _line = 1;
        private bool _isBlank = true;

        public bool IsDone => _next == rows.Count;

        private bool IsWanted => !IsDone && rows[_next] == _row;

        public void See(ReadOnlySpan<byte> part)
        {
            _isBlank = _isBlank && part.Trim(LineScan.Blanks).IsEmpty;
            if (IsWanted)
            {
                _text.Write(part);
            }
        }

        /// <returns>The line that ends, when it is wanted.</returns>
        public LineOfRow? EndLine()
        {
            LineOfRow? found = IsWanted && !_isBlank ? Found() : null;
            _next += found is null ? 0 : 1;
            _row += _isBlank ? 0 : 1;
            _line++;
            _isBlank = true;
            _text.ResetWrittenCount();
            return found;
        }

        private LineOfRow Found()
        {
            ReadOnlySpan<byte> line = _text.WrittenSpan.TrimEnd((byte)'\r');
            byte[] start = line[..Math.Min(line.Length, BytesKeptMax)].ToArray();
            return new LineOfRow(_line, line.Length, start, ReasonOf(line));
        }
    }
}
