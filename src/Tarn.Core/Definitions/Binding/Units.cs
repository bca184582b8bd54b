using System.Globalization;
using Tarn.Common;
using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding;

/// <summary>Sizes (<c>4GB</c>) and durations (<c>36h</c>): a number and a unit without a blank.</summary>
internal static class Units
{
    private const decimal AmountMax = 1_000_000;

    public static long? BytesAt(this MapReader reader, string key, BindingContext context)
    {
        if (reader.Text(key) is not { } scalar)
        {
            return null;
        }

        if (UnitText.TryParseBytes(scalar.Value) is long bytes)
        {
            return bytes;
        }

        Report(key, scalar, "a size such as 512MiB or 4GB", UnitText.SizeUnits, context);
        return null;
    }

    /// <summary>A number with or without decimals, from 0.</summary>
    public static decimal? AmountAt(this MapReader reader, string key, BindingContext context)
    {
        if (reader.Text(key) is not { } scalar)
        {
            return null;
        }

        bool isNumber = decimal.TryParse(
            scalar.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount);
        if (isNumber && amount <= AmountMax)
        {
            return amount;
        }

        context.BadValue(
            scalar.Location,
            $"{key} is '{Shown.Text(scalar.Value)}'",
            $"expected a number from 0 to {AmountMax} such as 5 or 6.25");
        return null;
    }

    /// <summary>A duration that may be missing.</summary>
    public static TimeSpan? FindDuration(this MapReader reader, string key, BindingContext context) =>
        reader.Find(key) is null ? null : reader.DurationAt(key, context);

    /// <summary>A duration that has to be there.</summary>
    public static TimeSpan? DurationAt(this MapReader reader, string key, BindingContext context)
    {
        if (reader.RequiredText(key, "36h") is not { } scalar)
        {
            return null;
        }

        if (UnitText.TryParseDuration(scalar.Value) is TimeSpan duration && duration > TimeSpan.Zero)
        {
            return duration;
        }

        Report(key, scalar, "a duration such as 90m or 36h", UnitText.DurationUnits, context);
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
