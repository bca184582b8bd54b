using System.Text;
using System.Text.Unicode;
using Tarn.Engine.Functions;
using Tarn.Engine.Json;
using Tarn.Engine.Vectors;

namespace Tarn.Catalog.Files;

/// <summary>Makes rows of lines for one of the engine's threads.</summary>
internal sealed class JsonFileReader : IRowFeedReader
{
    private readonly JsonFileFeed _feed;
    private readonly IReadOnlyList<int> _columns;
    private readonly JsonRecordParser _parser;
    private readonly LineBlock _block = new();
    private JsonSlot[] _slots = [];
    private long[] _rows = [];
    private bool[] _areNothing = [];
    private byte[] _key = [];
    private LineFile? _file;
    private bool _isText;
    private int _nextLine;

    /// <param name="feed">Has the files.</param>
    /// <param name="columns">Which are wanted.</param>
    public JsonFileReader(JsonFileFeed feed, IReadOnlyList<int> columns)
    {
        _feed = feed;
        _columns = columns;
        _parser = new JsonRecordParser([.. feed.Fields.Select(field => field.Name)], isStrict: false);
    }

    public int Read(IReadOnlyList<VectorWriter> columns, int rowsMax)
    {
        int rows = 0;
        while (rows == 0 && TryContinue())
        {
            rows = Parse(rowsMax);
        }

        for (int i = 0; i < columns.Count; i++)
        {
            Write(columns[i], _columns[i], rows);
        }

        return rows;
    }

    /// <summary>Others may read the file still; it is closed with the feed.</summary>
    public void Dispose() => _file = null;

    private bool TryContinue()
    {
        if (_nextLine < _block.Lines.Count)
        {
            return true;
        }

        _nextLine = 0;
        if (!_feed.TryTake(_block, ref _file))
        {
            return false;
        }

        _key = Encoding.UTF8.GetBytes(_feed.Files[_block.File].Object.Key);
        (int start, int length) = _block.Lines[^1];
        _isText = Utf8.IsValid(_block.Bytes.AsSpan(0, start + length));
        return true;
    }

    /// <summary>Finds the values of the next lines of the block.</summary>
    private int Parse(int rowsMax)
    {
        Prepare(rowsMax);
        int rows = 0;
        while (rows < rowsMax && _nextLine < _block.Lines.Count)
        {
            int line = _nextLine++;
            long row = _block.FirstRow + line;
            bool isNothing = !TryParse(line, SlotsOf(rows));
            if (isNothing && _feed.Unreadable is { } unreadable)
            {
                unreadable(_block.File, row);
                continue;
            }

            _rows[rows] = row;
            _areNothing[rows] = isNothing;
            rows++;
        }

        return rows;
    }

    private void Prepare(int rowsMax)
    {
        if (_rows.Length < rowsMax)
        {
            _rows = new long[rowsMax];
            _areNothing = new bool[rowsMax];
            _slots = new JsonSlot[rowsMax * _parser.Columns];
        }
    }

    private Span<JsonSlot> SlotsOf(int row) => _slots.AsSpan(row * _parser.Columns, _parser.Columns);

    /// <summary>
    /// False when the line is no record: no JSON object, or one without a value of any wanted member.
    /// </summary>
    private bool TryParse(int line, Span<JsonSlot> slots)
    {
        ReadOnlySpan<byte> text = _block[line];
        if ((_isText || Utf8.IsValid(text)) && _parser.TryParse(text, _block.Lines[line].Start, slots))
        {
            foreach (JsonSlot slot in slots)
            {
                if (slot.Kind > JsonSlotKind.Null)
                {
                    return true;
                }
            }
        }

        slots.Clear();
        return false;
    }

    private void Write(VectorWriter writer, int column, int rows)
    {
        int fields = _feed.Fields.Count;
        if (column < fields)
        {
            bool asJson = _feed.Columns[column].Type.Alias is not null;
            JsonText.WriteColumn(
                writer, _block.Bytes, _slots.AsSpan(0, rows * fields), fields, column, asJson);
            return;
        }

        if (column == fields)
        {
            writer.WriteAll(_key);
            return;
        }

        for (int row = 0; row < rows; row++)
        {
            if (column == fields + 1)
            {
                writer.WriteStored(row, _rows[row]);
            }
            else
            {
                writer.WriteStored(row, _areNothing[row]);
            }
        }
    }
}
