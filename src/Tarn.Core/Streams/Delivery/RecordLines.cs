using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Tarn.Streams.Stages;

namespace Tarn.Streams.Delivery;

/// <summary>
/// Records, which are JSON objects, as lines of a file in which each has its number before its members. Records are
/// given back by that number; those whose bytes are in the file as they came take no memory meanwhile.
/// </summary>
/// <param name="path">Of a file that is not there.</param>
/// <param name="member">Name of the number.</param>
internal sealed class RecordLines(string path, string member) : IDisposable
{
    private const byte NewLine = (byte)'\n';
    private const int NumberBytesMax = 16;

    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    private readonly byte[] _start = Encoding.UTF8.GetBytes($"{{\"{member}\":");
    private readonly FileStream _file = ScratchFile.Create(path);
    private readonly List<Row> _rows = [];
    private readonly Dictionary<int, StreamRecord> _kept = [];

    public string Path => path;

    public int Count => _rows.Count;

    /// <param name="record">A JSON object, and nothing else.</param>
    public void Add(OutgoingRecord record)
    {
        ReadOnlySpan<byte> data = record.Data.Span;
        int open = data.IndexOf((byte)'{');
        ReadOnlySpan<byte> members = data[(open + 1)..];
        WriteStart(isEmpty: members.TrimStart(" \t\r\n"u8)[0] == (byte)'}');
        long offset = _file.Position;
        int lineEnd = members.IndexOfAny(LineEnds);
        bool endsItself = lineEnd == members.Length - 1 && members[lineEnd] == NewLine;
        if (lineEnd < 0 || endsItself)
        {
            _file.Write(members);
        }
        else
        {
            WriteOnOneLine(members);
        }

        if (!endsItself)
        {
            _file.WriteByte(NewLine);
        }

        if (open > 0 || (lineEnd >= 0 && !endsItself) || !record.Data.Equals(record.Source.Data))
        {
            _kept.Add(_rows.Count, record.Source with { Data = record.Source.Data.ToArray() });
        }

        _rows.Add(new Row(record.Source.Sequence, record.Source.ArrivedAt, offset, members.Length));
    }

    /// <summary>All of them are in the file afterwards.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => _file.FlushAsync(cancellationToken);

    /// <summary>The record that was put, by the number of its line; of lines that were flushed.</summary>
    public StreamRecord Get(int number)
    {
        if (_kept.TryGetValue(number, out StreamRecord kept))
        {
            return kept;
        }

        Row row = _rows[number];
        byte[] data = new byte[row.MembersBytes + 1];
        data[0] = (byte)'{';
        int read = RandomAccess.Read(_file.SafeFileHandle, data.AsSpan(1), row.Offset);
        return read == row.MembersBytes
            ? new StreamRecord(row.Sequence, row.ArrivedAt, data)
            : throw new InvalidOperationException($"line {number} of '{path}' is no longer whole");
    }

    public void Dispose() => _file.Dispose();

    private void WriteStart(bool isEmpty)
    {
        Span<byte> number = stackalloc byte[NumberBytesMax];
        Utf8Formatter.TryFormat(_rows.Count, number, out int length);
        _file.Write(_start);
        _file.Write(number[..length]);
        if (!isEmpty)
        {
            _file.WriteByte((byte)',');
        }
    }

    /// <summary>A JSON text has line ends between its tokens only.</summary>
    private void WriteOnOneLine(ReadOnlySpan<byte> members)
    {
        byte[] line = ArrayPool<byte>.Shared.Rent(members.Length);
        Span<byte> written = line.AsSpan(0, members.Length);
        members.ReplaceAny(written, LineEnds, (byte)' ');
        _file.Write(written);
        ArrayPool<byte>.Shared.Return(line);
    }

    /// <param name="Offset">Of what is behind the opening brace.</param>
    private readonly record struct Row(long Sequence, DateTimeOffset ArrivedAt, long Offset, int MembersBytes);
}
