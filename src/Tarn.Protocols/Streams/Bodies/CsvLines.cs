using System.Text;

namespace Tarn.Protocols.Streams.Bodies;

/// <summary>
/// Reads CSV record by record. Fields in double quotes may have commas, ends of lines and doubled quotes.
/// </summary>
internal sealed class CsvLines(string text)
{
    /// <summary>Of a record.</summary>
    public const int FieldsMax = 1_000;

    private int _position;

    /// <summary>The fields of the next record; null at the end.</summary>
    /// <exception cref="PlainException">A quote is not closed, or something follows one that is.</exception>
    public IReadOnlyList<string>? TryRead()
    {
        if (_position >= text.Length)
        {
            return null;
        }

        List<string> fields = [];
        while (true)
        {
            fields.Add(fields.Count < FieldsMax
                ? ReadField()
                : throw PlainException.Bad($"a line has more than {FieldsMax} fields"));
            if (_position >= text.Length || text[_position] != ',')
            {
                PassEnd();
                return fields;
            }

            _position++;
        }
    }

    private string ReadField()
    {
        if (_position < text.Length && text[_position] == '"')
        {
            return ReadQuoted();
        }

        int length = text.AsSpan(_position).IndexOfAny(',', '\r', '\n');
        int end = length < 0 ? text.Length : _position + length;
        string field = text[_position..end];
        _position = end;
        return field;
    }

    private string ReadQuoted()
    {
        int open = _position++;
        StringBuilder field = new();
        while (true)
        {
            int length = text.AsSpan(_position).IndexOf('"');
            if (length < 0)
            {
                throw PlainException.Bad($"the quote at character {open + 1} is not closed");
            }

            field.Append(text, _position, length);
            _position += length + 1;
            if (_position >= text.Length || text[_position] != '"')
            {
                return field.ToString();
            }

            field.Append('"');
            _position++;
        }
    }

    private void PassEnd()
    {
        if (_position < text.Length && text[_position] is not ('\r' or '\n'))
        {
            throw PlainException.Bad($"a comma or the end of the line is missing at character {_position + 1}");
        }

        if (_position < text.Length && text[_position] == '\r')
        {
            _position++;
        }

        if (_position < text.Length && text[_position] == '\n')
        {
            _position++;
        }
    }
}
