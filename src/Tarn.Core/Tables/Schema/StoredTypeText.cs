using System.Globalization;
using System.Text;
using Tarn.Common;

namespace Tarn.Tables.Schema;

/// <summary>
/// Reads a type as DuckDB spells it (<c>STRUCT(a DECIMAL(10,2), "b c" VARCHAR[])</c>) into the type it is stored as.
/// </summary>
internal ref struct StoredTypeText
{
    private const int DepthMax = 64;
    private const int DecimalPrecisionMax = 38;
    private readonly string _text;
    private int _position;
    private int _depth;

    private StoredTypeText(string text) => _text = text;

    /// <exception cref="TarnException"><c>TN5004</c>: not a type, or one that no Delta type can hold.</exception>
    public static DeltaType Parse(string text)
    {
        StoredTypeText reader = new(text);
        DeltaType type = reader.ReadType();
        reader.SkipSpaces();
        return reader._position == text.Length ? type : throw reader.Unexpected("the end of the type");
    }

    private DeltaType ReadType()
    {
        if (++_depth > DepthMax)
        {
            throw Unexpected($"at most {DepthMax} levels of nesting");
        }

        string name = ReadTypeName();
        DeltaType type = name.ToUpperInvariant() switch
        {
            "DECIMAL" or "NUMERIC" or "DEC" => ReadDecimal(),
            "STRUCT" or "ROW" => ReadStruct(),
            "MAP" => ReadMap(),
            "ENUM" or "UNION" => SkipArgumentsOf(new DeltaType.Primitive(PrimitiveTypes.Text)),
            "VARCHAR" or "CHAR" or "BPCHAR" => SkipArgumentsOf(new DeltaType.Primitive(PrimitiveTypes.Text)),
            _ => PrimitiveTypes.FromEngine(name) ?? throw Unexpected("a type a table can hold"),
        };
        while (TryTake('['))
        {
            while (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
            {
                _position++;
            }

            Take(']');
            type = new DeltaType.Array(type, ContainsNull: true);
        }

        _depth--;
        return type;
    }

    private DeltaType.Decimals ReadDecimal()
    {
        if (!TryTake('('))
        {
            return new DeltaType.Decimals(18, 3);
        }

        int precision = ReadNumber();
        int scale = TryTake(',') ? ReadNumber() : 0;
        Take(')');
        return precision is >= 1 and <= DecimalPrecisionMax && scale <= precision
            ? new DeltaType.Decimals(precision, scale)
            : throw Unexpected($"a precision of 1 to {DecimalPrecisionMax} and a scale not above it");
    }

    private DeltaType.Struct ReadStruct()
    {
        List<DeltaField> fields = [];
        Take('(');
        do
        {
            fields.Add(new DeltaField(ReadFieldName(), ReadType(), Nullable: true));
        }
        while (TryTake(','));
        Take(')');
        return new DeltaType.Struct(fields);
    }

    private DeltaType.Map ReadMap()
    {
        Take('(');
        DeltaType key = ReadType();
        Take(',');
        DeltaType value = ReadType();
        Take(')');
        return new DeltaType.Map(key, value, ValueContainsNull: true);
    }

    /// <summary>Skips an enum's values, a union's members, a text's length: they are not kept.</summary>
    private DeltaType SkipArgumentsOf(DeltaType type)
    {
        int open = TryTake('(') ? 1 : 0;
        while (open > 0 && _position < _text.Length)
        {
            char current = _text[_position++];
            if (current is '\'' or '"')
            {
                int close = _text.IndexOf(current, _position);
                _position = close < 0 ? _text.Length : close + 1;
            }

            open += current switch { '(' => 1, ')' => -1, _ => 0 };
        }

        return open == 0 ? type : throw Unexpected("')'");
    }

    private string ReadTypeName()
    {
        SkipSpaces();
        if (_position < _text.Length && _text[_position] == '"')
        {
            return ReadFieldName();
        }

        int start = _position;
        while (_position < _text.Length
            && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] is '_' or ' '))
        {
            _position++;
        }

        return _text[start.._position].TrimEnd();
    }

    private string ReadFieldName()
    {
        SkipSpaces();
        StringBuilder name = new();
        if (TryTake('"'))
        {
            int close;
            while ((close = _text.IndexOf('"', _position)) >= 0)
            {
                name.Append(_text, _position, close - _position);
                _position = close + 1;
                if (_position == _text.Length || _text[_position] != '"')
                {
                    return name.ToString();
                }

                name.Append(_text[_position++]);
            }

            throw Unexpected("a closing '\"'");
        }

        while (_position < _text.Length && _text[_position] is not (' ' or ',' or ')' or '('))
        {
            name.Append(_text[_position++]);
        }

        return name.Length > 0 ? name.ToString() : throw Unexpected("a field name");
    }

    private int ReadNumber()
    {
        SkipSpaces();
        int start = _position;
        while (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
        {
            _position++;
        }

        return int.TryParse(_text.AsSpan(start, _position - start), CultureInfo.InvariantCulture, out int number)
            ? number
            : throw Unexpected("a number");
    }

    private void SkipSpaces()
    {
        while (_position < _text.Length && _text[_position] == ' ')
        {
            _position++;
        }
    }

    private bool TryTake(char expected)
    {
        SkipSpaces();
        if (_position >= _text.Length || _text[_position] != expected)
        {
            return false;
        }

        _position++;
        return true;
    }

    private void Take(char expected)
    {
        if (!TryTake(expected))
        {
            throw Unexpected($"'{expected}'");
        }
    }

    private readonly TarnException Unexpected(string expected) => new(
        ErrorCodes.SchemaMismatch,
        $"type '{_text}' cannot be stored: expected {expected} at character {_position + 1}");
}
