using System.Text;

namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>
/// The same format for the engine's own <c>strftime</c> and <c>strptime</c>, which are much faster than a call of ours
/// for every row.
/// </summary>
internal static class StrftimePattern
{
    /// <summary>For writing; null when the engine cannot write all of it alike.</summary>
    public static string? ForWriting(IReadOnlyList<DatetimePart> parts) => Join(parts, Written);

    /// <summary>For reading; null when the engine might read a text otherwise than Trino.</summary>
    public static string? ForReading(IReadOnlyList<DatetimePart> parts)
    {
        bool isWhole = parts.Any(part => part is { Field: 'y', Width: 4 })
            && !parts.Zip(parts.Skip(1)).Any(pair => pair.First.IsNumber && pair.Second.IsNumber);
        return !isWhole ? null : Join(parts, part => (part.Field, part.Width) switch
        {
            ('y', 4) => "%Y",
            ('M', <= 2) => "%m",
            ('d', <= 2) => "%d",
            ('H', <= 2) => "%H",
            ('m', <= 2) => "%M",
            ('s', <= 2) => "%S",
            _ => null,
        });
    }

    private static string? Join(IReadOnlyList<DatetimePart> parts, Func<DatetimePart, string?> specifier)
    {
        StringBuilder text = new();
        foreach (DatetimePart part in parts)
        {
            string? piece = part.Field == DatetimePart.Literal
                ? part.Text.Replace("%", "%%", StringComparison.Ordinal)
                : specifier(part);
            if (piece is null)
            {
                return null;
            }

            text.Append(piece);
        }

        return text.ToString();
    }

    private static string? Written(DatetimePart part) => (part.Field, part.Width) switch
    {
        ('y', 4) => "%Y",
        ('y', 2) => "%y",
        ('M', 1) => "%-m",
        ('M', 2) => "%m",
        ('M', 3) => "%b",
        ('M', _) => "%B",
        ('d', 1) => "%-d",
        ('d', 2) => "%d",
        ('H', 1) => "%-H",
        ('H', 2) => "%H",
        ('h', 1) => "%-I",
        ('h', 2) => "%I",
        ('m', 2) => "%M",
        ('s', 2) => "%S",
        ('S', 3) => "%g",
        ('S', 6) => "%g000",
        ('D', 3) => "%j",
        ('a', _) => "%p",
        ('E', > 3) => "%A",
        ('E', _) => "%a",
        ('x', 4) => "%G",
        ('w', 2) => "%V",
        _ => null,
    };
}
