using System.Text;

namespace Tarn.Engine.Dialect.Functions.Patterns;

/// <summary>Collects what stands between square brackets: characters, ranges, escapes, classes in the class.</summary>
internal sealed class PatternClassBuilder
{
    private readonly StringBuilder _units = new();
    private readonly List<string> _pairs = [];
    private readonly List<PatternClass> _parts = [];

    public PatternClass Build() => PatternClass.Union(_units.ToString(), [.. _pairs], [.. _parts]);

    public void Add(string source, ref int place)
    {
        PatternClass first = ReadOne(source, ref place);
        bool isRange = first.Value is not null && place + 1 < source.Length && source[place] == '-'
            && source[place + 1] is not ']' and not '[';
        if (!isRange)
        {
            Add(first);
            return;
        }

        place++;
        PatternClass last = ReadOne(source, ref place);
        if (last.Value is { } end)
        {
            AddRange(source, first.Value!.Value, end);
        }
        else
        {
            Add(first);
            Add(PatternClass.Single('-'));
            Add(last);
        }
    }

    private void Add(PatternClass part)
    {
        if (part.IsSimple)
        {
            _units.Append(part.Units);
            _pairs.AddRange(part.Pairs);
        }
        else
        {
            _parts.Add(part);
        }
    }

    private void AddRange(string source, int first, int last)
    {
        if (first > last)
        {
            throw FunctionError.InvalidArgument($"Invalid pattern '{source}': empty range in char class");
        }

        if (first <= char.MaxValue)
        {
            char end = (char)Math.Min(last, char.MaxValue);
            _units.Append(PatternEscape.Unit((char)first)).Append('-').Append(PatternEscape.Unit(end));
            first = char.MaxValue + 1;
        }

        // Each high surrogate stands for 1024 code points.
        for (int point = first; point <= last;)
        {
            int end = Math.Min(last, point | 0x3FF);
            string from = char.ConvertFromUtf32(point);
            string to = char.ConvertFromUtf32(end);
            _pairs.Add($"{from[0]}[{from[1]}-{to[1]}]");
            point = end + 1;
        }
    }

    private static PatternClass ReadOne(string source, ref int place)
    {
        if (source[place] == '[')
        {
            return PatternClass.Read(source, ref place);
        }

        if (source[place] == '\\')
        {
            PatternClass escape = PatternEscape.Read(source, ref place);
            return escape.IsSimple || escape.Units.Length > 0 ? escape
                : source[place - 1] == 'b' ? PatternClass.Single('\b')
                : PatternClass.Single(source[place - 1]);
        }

        bool isPair = place + 1 < source.Length && char.IsSurrogatePair(source, place);
        int point = isPair ? char.ConvertToUtf32(source, place) : source[place];
        place += isPair ? 2 : 1;
        return PatternClass.Single(point);
    }
}
