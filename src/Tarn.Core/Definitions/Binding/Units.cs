using System.Buffers;
using System.Globalization;
using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding;

/// <summary>Sizes (<c>4GB</c>) and durations (<c>36h</c>): a number and a unit without a blank.</summary>
internal static class Units
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private static readonly (string Unit, long Bytes)[] Sizes =
    [
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000),
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30),
    ];

    private static readonly (string Unit, long Seconds)[] Durations =
        [("s", 1), ("m", 60), ("h", 3_600), ("d", 86_400)];

    public static long? BytesAt(this MapReader reader, string key, BindingContext context)
    {
        if (reader.Text(key) is not { } scalar)
        {
            return null;
        }

        decimal? bytes = Read(scalar, Sizes);
        if (bytes is >= 1 and <= long.MaxValue)
        {
            return (long)bytes.Value;
        }

        Report(key, scalar, "a size such as 512MiB or 4GB", Sizes.Select(size => size.Unit), context);
        return null;
    }

    public static TimeSpan? DurationAt(this MapReader reader, string key, BindingContext context)
    {
        const int daysMax = 100 * 366;
        if (reader.RequiredText(key, "36h") is not { } scalar)
        {
            return null;
        }

        decimal? seconds = Read(scalar, Durations);
        if (seconds > 0 && seconds <= (decimal)TimeSpan.FromDays(daysMax).TotalSeconds)
        {
            return TimeSpan.FromTicks((long)(seconds.Value * TimeSpan.TicksPerSecond));
        }

        Report(key, scalar, "a duration such as 90m or 36h", Durations.Select(duration => duration.Unit), context);
        return null;
    }

    private static decimal? Read(YamlNode.Scalar scalar, (string Unit, long Factor)[] units)
    {
        const decimal numberMax = 1_000_000_000_000;
        string text = scalar.Value;
        int digits = text.AsSpan().IndexOfAnyExcept(NumberCharacters);
        if (digits <= 0
            || !decimal.TryParse(
                text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            || number > numberMax)
        {
            return null;
        }

        foreach ((string unit, long factor) in units)
        {
            if (text.AsSpan(digits).Equals(unit, StringComparison.OrdinalIgnoreCase))
            {
                return number * factor;
            }
        }

        return null;
    }

    private static void Report(
        string key, YamlNode.Scalar scalar, string expected, IEnumerable<string> units, BindingContext context) =>
        context.BadValue(
            scalar.Location,
            $"{key} is '{Shown.Text(scalar.Value)}'",
            $"expected {expected}",
            $"units: {Shown.List(units)}");
}
