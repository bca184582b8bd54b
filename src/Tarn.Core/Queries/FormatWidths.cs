using System.Globalization;
using System.Text.RegularExpressions;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;

namespace Tarn.Queries;

/// <summary>How wide a format makes its fields at least, told before anything is formatted.</summary>
internal static partial class FormatWidths
{
    /// <summary>For formats such as <c>%-20s</c>; a width among the arguments (<c>*</c>) has no bound.</summary>
    public static readonly ScalarFunction OfPrintf = Function("tarn_printf_width", PrintfField());

    /// <summary>For formats such as <c>{:20}</c>; a width among the arguments (<c>{:{}}</c>) has no bound.</summary>
    public static readonly ScalarFunction OfFormat = Function("tarn_format_width", FormatField());

    private static ScalarFunction Function(string name, Regex field) => new(
        name,
        [new EngineType(EngineTypeKind.Varchar)],
        new EngineType(EngineTypeKind.Double),
        arguments => field.Matches((string)arguments[0]!).Sum(match => WidthOf(match.Groups["size"].Value)));

    private static double WidthOf(string size) => size.IndexOfAny(['*', '{']) >= 0
        ? double.PositiveInfinity
        : Number().Matches(size).Sum(match => double.Parse(match.Value, CultureInfo.InvariantCulture));

    [GeneratedRegex("%%|%(?<size>[^a-zA-Z%]*)")]
    private static partial Regex PrintfField();

    [GeneratedRegex(@"\{\{|\{[^{}:]*:(?<size>[^{}]*\{?)")]
    private static partial Regex FormatField();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
