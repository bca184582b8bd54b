using System.Globalization;

namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>Reads a text by a format, as strictly as Joda does: to its end, numbers within their ranges.</summary>
internal sealed class DatetimeReader
{
    private const int YearDigitsMax = 9;
    private const int Pivot = 70;

    private readonly string _text;
    private readonly ParsedDatetime _result = new();
    private int _place;

    private DatetimeReader(string text) => _text = text;

    /// <summary>The time as <see cref="ParsedDatetime.ToString"/> writes it.</summary>
    /// <exception cref="InvalidOperationException">The text is not of the format.</exception>
    public static string Read(IReadOnlyList<DatetimePart> parts, string text)
    {
        DatetimeReader reader = new(text);
        for (int i = 0; i < parts.Count; i++)
        {
            reader.ReadPart(parts[i], i + 1 < parts.Count && parts[i + 1].IsNumber);
        }

        FunctionError.Require(reader._place == text.Length, reader.Malformed());
        try
        {
            return reader._result.ToString();
        }
        catch (ArgumentOutOfRangeException)
        {
            throw FunctionError.InvalidArgument($"Cannot parse \"{text}\": there is no such day");
        }
    }

    private void ReadPart(DatetimePart part, bool isNumberNext)
    {
        switch (part.Field)
        {
            case DatetimePart.Literal:
                FunctionError.Require(
                    _text.AsSpan(_place).StartsWith(part.Text, StringComparison.OrdinalIgnoreCase), Malformed());
                _place += part.Text.Length;
                break;
            case 'M' when !part.IsNumber:
                _result.Month = Name(DatetimeNames.MonthAt(_text.AsSpan(_place)));
                break;
            case 'E':
                _result.DayOfWeek = Name(DatetimeNames.DayAt(_text.AsSpan(_place)));
                break;
            case 'a':
                ReadHalfDay();
                break;
            case 'S':
                ReadFraction(part.Width);
                break;
            case 'z' or 'Z':
                ReadZone();
                break;
            case 'G':
                FunctionError.Require(
                    _text.AsSpan(_place).StartsWith("AD", StringComparison.OrdinalIgnoreCase), Malformed());
                _place += 2;
                break;
            default:
                ReadNumber(part, isNumberNext);
                break;
        }
    }

    private void ReadNumber(DatetimePart part, bool isNumberNext)
    {
        switch (part.Field)
        {
            case 'y': _result.Year = ReadYear(part, isNumberNext); break;
            case 'x': _result.WeekYear = ReadYear(part, isNumberNext); break;
            case 'M': _result.Month = Number(1, 12); break;
            case 'd': _result.Day = Number(1, 31); break;
            case 'D': _result.DayOfYear = Number(1, 366, 3); break;
            case 'w': _result.Week = Number(1, 53); break;
            case 'e': _result.DayOfWeek = Number(1, 7, 1); break;
            case 'H': _result.Hour = Number(0, 23); break;
            case 'k': _result.Hour = Number(1, 24) % 24; break;
            case 'h': _result.HalfDayHour = Number(1, 12) % 12; break;
            case 'K': _result.HalfDayHour = Number(0, 11); break;
            case 'm': _result.Minute = Number(0, 59); break;
            case 's': _result.Second = Number(0, 59); break;
            default: throw FunctionError.InvalidArgument($"Parsing of '{part.Field}' is not supported");
        }
    }

    /// <summary>Two digits are a year near the present, when the format has two letters.</summary>
    private int ReadYear(DatetimePart part, bool isNumberNext)
    {
        int start = _place;
        bool isNegative = _place < _text.Length && _text[_place] is '-' or '+' && _text[_place++] == '-';
        int year = Digits(isNumberNext ? part.Width : YearDigitsMax);
        bool isShort = part.Width == 2 && _place - start == 2;
        return isShort ? year + (year >= Pivot ? 1900 : 2000) : isNegative ? -year : year;
    }

    private void ReadFraction(int width)
    {
        int start = _place;
        Digits(Math.Max(width, width == 6 ? YearDigitsMax : width));
        string digits = _text[start.._place];
        _result.Microsecond = int.Parse(digits.PadRight(6, '0')[..3], CultureInfo.InvariantCulture) * 1000;
    }

    private void ReadHalfDay()
    {
        ReadOnlySpan<char> rest = _text.AsSpan(_place);
        bool isAfternoon = rest.StartsWith("PM", StringComparison.OrdinalIgnoreCase);
        FunctionError.Require(isAfternoon || rest.StartsWith("AM", StringComparison.OrdinalIgnoreCase), Malformed());
        _result.IsAfternoon = isAfternoon;
        _place += 2;
    }

    private void ReadZone()
    {
        (string zone, int length) = IsoText.ZoneAt(_text.AsSpan(_place));
        FunctionError.Require(length > 0, Malformed());
        _result.Zone = zone;
        _place += length;
    }

    private int Name((int Number, int Length)? found)
    {
        FunctionError.Require(found is not null, Malformed());
        _place += found.Value.Length;
        return found.Value.Number;
    }

    private int Number(int min, int max, int digits = 2)
    {
        int number = Digits(digits);
        FunctionError.Require(
            min <= number && number <= max,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Cannot parse \"{_text}\": Value {number} must be in the range [{min},{max}]"));
        return number;
    }

    private int Digits(int max)
    {
        int start = _place;
        while (_place < _text.Length && _place - start < max && char.IsAsciiDigit(_text[_place]))
        {
            _place++;
        }

        FunctionError.Require(_place > start, Malformed());
        return int.Parse(_text.AsSpan(start, _place - start), CultureInfo.InvariantCulture);
    }

    private string Malformed() => _place >= _text.Length
        ? $"Invalid format: \"{_text}\" is too short"
        : $"Invalid format: \"{_text}\" is malformed at \"{_text[_place..]}\"";
}
