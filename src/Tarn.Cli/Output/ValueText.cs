using System.Globalization;
using System.Numerics;
using Tarn.Engine.Values;

namespace Tarn.Cli.Output;

/// <summary>
/// Values as text for people and for CSV: exact, in the invariant culture, the way DuckDB writes them.
/// </summary>
internal static class ValueText
{
    private static readonly string[] ByteUnits = ["B", "kB", "MB", "GB", "TB", "PB"];

    /// <summary>The text, or null for null.</summary>
    public static string? Of(object? value) => value switch
    {
        null or DBNull => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        double number => OfDouble(number),
        float number => float.IsFinite(number)
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : OfDouble(number),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToUniversalTime()
            .ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF'+00'", CultureInfo.InvariantCulture),
        byte[] bytes => "\\x" + Convert.ToHexStringLower(bytes),
        object?[] or StructValue or MapValue or UnionValue => JsonValues.ToJson(value),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>The text people see in a column of this kind; null for null.</summary>
    public static string? ForPeople(object? value, ColumnKind kind) => kind switch
    {
        _ when value is null => null,
        ColumnKind.Count => BigCount(value),
        ColumnKind.Bytes => Bytes(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        ColumnKind.Seconds => Seconds(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        ColumnKind.Moment when value is DateTimeOffset moment =>
            moment.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        _ => Of(value),
    };

    /// <summary>46.7 MB: decimal units, three digits.</summary>
    public static string Bytes(long bytes)
    {
        double size = bytes;
        int unit = 0;
        while (Math.Abs(size) >= 999.5 && unit < ByteUnits.Length - 1)
        {
            size /= 1000;
            unit++;
        }

        string format = unit == 0 || Math.Abs(size) >= 99.95 ? "0" : "0.0";
        return $"{size.ToString(format, CultureInfo.InvariantCulture)} {ByteUnits[unit]}";
    }

    /// <summary>45 ms, 1.52 s, 12.3 s, 2 min 05 s.</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        < 0.9995 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0} ms"),
        < 9.995 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s"),
        < 99.95 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 60):0} min {seconds % 60:00} s"),
    };

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>1 row, 2,000 rows.</summary>
    public static string Rows(long count) => count == 1 ? "1 row" : $"{Count(count)} rows";

    private static string BigCount(object value) => value is BigInteger number
        ? number.ToString("N0", CultureInfo.InvariantCulture)
        : Count(Convert.ToInt64(value, CultureInfo.InvariantCulture));

    private static string OfDouble(double number) => number switch
    {
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        _ => double.IsNaN(number) ? "nan" : number.ToString("R", CultureInfo.InvariantCulture),
    };
}
