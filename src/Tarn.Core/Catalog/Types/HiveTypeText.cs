using System.Globalization;
using Tarn.Common;

namespace Tarn.Catalog.Types;

/// <summary>Reads types as Glue and Athena spell them; letter case of type names does not matter.</summary>
internal ref struct HiveTypeText
{
    private const int DepthMax = 64;
    private const string ElementEnds = "<>,:() \t";
    private readonly string _text;
    private int _position;
    private int _depth;

    private HiveTypeText(string text) => _text = text;

    public static HiveType Parse(string text)
    {
        HiveTypeText reader = new(text);
        HiveType type = reader.ReadType();
        reader.SkipSpaces();
        return reader._position == text.Length ? type : throw reader.Unexpected("the end of the type");
    }

    private HiveType ReadType()
    {
        if (++_depth > DepthMax)
        {
            throw Unexpected($"at most {DepthMax} levels of nesting");
        }

        int start = _position;
        string name = ReadWord().ToLowerInvariant();
        HiveType type = name switch
        {
            "boolean" => HiveType.Boolean,
            "tinyint" => HiveType.TinyInt,
            "smallint" => HiveType.SmallInt,
            "int" or "integer" => HiveType.Int,
            "bigint" or "long" => HiveType.BigInt,
            "float" or "real" => HiveType.Float,
            "double" => HiveType.Double,
            "string" => HiveType.Text,
            "char" or "varchar" => ReadText(),
            "binary" => HiveType.Binary,
            "void" => HiveType.Void,
            "date" => HiveType.Date,
            "timestamp" => HiveType.Timestamp,
            "decimal" => ReadDecimal(),
            "array" => ReadArray(),
            "map" => ReadMap(),
            "struct" => ReadStruct(),
            _ => throw UnexpectedAt(start, "a type such as bigint, string, timestamp, array<int>, struct<a:int>"),
        };
        _depth--;
        return type;
    }

    /// <summary>Lengths of texts are not kept: nothing here pads or cuts.</summary>
    private HiveType ReadText()
    {
        if (TryTake('('))
        {
            ReadNumber();
            Take(')');
        }

        return HiveType.Text;
    }

    private HiveType.Decimals ReadDecimal()
    {
        if (!TryTake('('))
        {
            return new HiveType.Decimals(10, 0);
        }

        int precision = ReadNumber();
        int scale = TryTake(',') ? ReadNumber() : 0;
        Take(')');
        return precision is >= 1 and <= HiveType.Decimals.PrecisionMax && scale <= precision
            ? new HiveType.Decimals(precision, scale)
            : throw Unexpected($"a precision of 1 to {HiveType.Decimals.PrecisionMax} and a scale not above it");
    }

    private HiveType.Array ReadArray()
    {
        Take('<');
        HiveType element = ReadType();
        Take('>');
        return new HiveType.Array(element);
    }

    private HiveType.Map ReadMap()
    {
        Take('<');
        HiveType key = ReadType();
        Take(',');
        HiveType value = ReadType();
        Take('>');
        return new HiveType.Map(key, value);
    }

    private HiveType.Struct ReadStruct()
    {
        List<HiveField> fields = [];
        Take('<');
        do
        {
            string name = ReadFieldName();
            Take(':');
            fields.Add(new HiveField(name, ReadType()));
        }
        while (TryTake(','));
        Take('>');
        return new HiveType.Struct(fields);
    }

    /// <summary>All up to the colon: names of fields may have spaces and dots.</summary>
    private string ReadFieldName()
    {
        int colon = _text.IndexOf(':', _position);
        string name = colon < 0 ? "" : _text[_position..colon].Trim();
        if (name.Length == 0)
        {
            throw Unexpected("the name of a field and ':'");
        }

        _position = colon;
        return name;
    }

    private string ReadWord()
    {
        SkipSpaces();
        int start = _position;
        while (_position < _text.Length && !ElementEnds.Contains(_text[_position], StringComparison.Ordinal))
        {
            _position++;
        }

        return _text[start.._position];
    }

    private int ReadNumber()
    {
        string word = ReadWord();
        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw Unexpected("a number");
    }

    private void Take(char expected)
    {
        if (!TryTake(expected))
        {
            throw Unexpected($"'{expected}'");
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

    private void SkipSpaces()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
        {
            _position++;
        }
    }

    private readonly TarnException Unexpected(string expected) => UnexpectedAt(_position, expected);

    private readonly TarnException UnexpectedAt(int position, string expected) => new(
        ErrorCodes.BadArgument, $"type '{_text}', character {position + 1}: expected {expected}");
}
