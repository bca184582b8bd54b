using System.Collections.Immutable;
using System.Globalization;

namespace Tarn.Common.Schedules;

/// <summary>The numbers that one field of a cron expression allows.</summary>
internal sealed class CronField
{
    private CronField(bool isAny, SortedSet<int> values)
    {
        IsAny = isAny;
        Values = [.. values];
    }

    /// <summary>True when it begins with <c>*</c>: it says nothing, or only how often.</summary>
    public bool IsAny { get; }

    /// <summary>Ascending.</summary>
    public ImmutableArray<int> Values { get; }

    public bool Contains(int value) => Values.BinarySearch(value) >= 0;

    /// <summary>Reads <c>*</c>, numbers, names, ranges, steps and lists of them.</summary>
    /// <returns>Null when it is none; then <paramref name="problem"/> says why.</returns>
    public static CronField? Parse(string text, CronRange range, out string? problem)
    {
        SortedSet<int> values = [];
        foreach (string part in text.Split(','))
        {
            if (!TryAdd(part, range, values))
            {
                problem = string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{part}' is no {range.Name}, which is from {range.Min} to {range.Max}");
                return null;
            }
        }

        problem = null;
        return new CronField(text.StartsWith('*'), values);
    }

    /// <summary>A number of the range, or its name.</summary>
    public static bool TryReadNumber(string text, CronRange range, out int number)
    {
        for (int i = 0; i < range.Words.Count; i++)
        {
            if (range.Words[i].Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                number = range.Min + i;
                return true;
            }
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number >= range.Min
            && number <= range.Max;
    }

    /// <summary><c>*</c>, <c>3</c>, <c>3-8</c>, and each with <c>/2</c> behind: every second of them.</summary>
    private static bool TryAdd(string part, CronRange range, SortedSet<int> values)
    {
        string[] span = part.Split('/');
        int step = 1;
        if (span.Length > 2 || (span.Length == 2 && !TryReadStep(span[1], out step)))
        {
            return false;
        }

        (int first, int last) = (range.Min, range.Max);
        if (span[0] != "*")
        {
            string[] ends = span[0].Split('-');
            if (ends.Length > 2 || !TryReadNumber(ends[0], range, out first))
            {
                return false;
            }

            last = span.Length == 2 ? range.Max : first;
            if (ends.Length == 2 && (!TryReadNumber(ends[1], range, out last) || last < first))
            {
                return false;
            }
        }

        for (int value = first; value <= last; value += step)
        {
            values.Add(value);
        }

        return true;
    }

    private static bool TryReadStep(string text, out int step) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out step) && step is > 0 and < 10_000;
}
