using System.Text;
using Tarn.Crawlers.Sampling;

namespace Tarn.Crawlers.Classifying;

/// <summary>
/// Takes a sample apart into records of fields; lenient, because the sample may be of another dialect.
/// </summary>
internal sealed class CsvRecords
{
    private readonly string _text;
    private readonly CsvDialect _dialect;
    private int _position;

    private CsvRecords(string text, CsvDialect dialect)
    {
        _text = text;
        _dialect = dialect;
    }

    /// <summary>At most so many records, without blank lines and without the last when it may be cut off.</summary>
    public static List<string[]> Read(TextSample sample, CsvDialect dialect, int recordsMax)
    {
        CsvRecords reader = new(sample.Text, dialect);
        List<string[]> records = [];
        while (records.Count < recordsMax && reader._position < reader._text.Length)
        {
            string[] record = reader.ReadRecord(out bool isEnded);
            if (!isEnded && !sample.IsWhole)
            {
                break;
            }

            if (record is not [""])
            {
                records.Add(record);
            }
        }

        return records;
    }

    /// <param name="isEnded">False when the text ended before the record did.</param>
    private string[] ReadRecord(out bool isEnded)
    {
        List<string> fields = [];
        isEnded = false;
        do
        {
            fields.Add(ReadField());
        }
        while (_position < _text.Length && _text[_position++] == _dialect.Delimiter);

        // The character behind the last field was its line end, which may have two.
        if (_position > 0 && _text[_position - 1] is '\r' or '\n')
        {
            isEnded = true;
            bool isCrLf = _text[_position - 1] == '\r' && _position < _text.Length && _text[_position] == '\n';
            _position += isCrLf ? 1 : 0;
        }

        return [.. fields];
    }

    private string ReadField()
    {
        bool isQuoted = _position < _text.Length && _text[_position] == _dialect.Quote;
        return isQuoted ? ReadQuoted() + ReadPlain() : ReadPlain();
    }

    private string ReadPlain()
    {
        int end = _text.AsSpan(_position).IndexOfAny(_dialect.Delimiter, '\r', '\n');
        end = end < 0 ? _text.Length : _position + end;
        string field = _text[_position..end];
        _position = end;
        return field;
    }

    private string ReadQuoted()
    {
        StringBuilder field = new();
        _position++;
        while (_position < _text.Length)
        {
            char character = _text[_position++];
            bool hasNextQuote = _position < _text.Length && _text[_position] == _dialect.Quote;
            if (character == _dialect.Escape && hasNextQuote)
            {
                field.Append(_text[_position++]);
            }
            else if (character != _dialect.Quote)
            {
                field.Append(character);
            }
            else if (_dialect.Escape is null && hasNextQuote)
            {
                field.Append(_text[_position++]);
            }
            else
            {
                break;
            }
        }

        return field.ToString();
    }
}
