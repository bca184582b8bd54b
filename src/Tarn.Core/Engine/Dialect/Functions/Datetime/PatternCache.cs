using System.Collections.Concurrent;

namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>Keeps formats that were read, since a query uses few of them for many rows.</summary>
internal sealed class PatternCache(Func<string, IReadOnlyList<DatetimePart>> parse)
{
    private const int CountMax = 200;

    private readonly ConcurrentDictionary<string, IReadOnlyList<DatetimePart>> _patterns = new(StringComparer.Ordinal);

    public static PatternCache MySql { get; } = new(MySqlPattern.Parse);

    public static PatternCache Joda { get; } = new(JodaPattern.Parse);

    public IReadOnlyList<DatetimePart> Get(string format)
    {
        if (_patterns.TryGetValue(format, out IReadOnlyList<DatetimePart>? parts))
        {
            return parts;
        }

        if (_patterns.Count >= CountMax)
        {
            _patterns.Clear();
        }

        return _patterns[format] = parse(format);
    }
}
