using System.Globalization;
using System.Text.RegularExpressions;

namespace Tarn.Engine.Dialect.Functions.Conversion;

/// <summary>A piece of a format string of Java's Formatter: text, or a specifier such as <c>%-8.2f</c>.</summary>
/// <param name="Source">As written.</param>
/// <param name="Conversion">The letter; <c>'\0'</c> for text.</param>
/// <param name="IsTime">Whether the letter comes after <c>t</c> or <c>T</c>.</param>
internal sealed partial record FormatSpecifier(string Source, char Conversion, bool IsTime)
{
    private const char Text = '\0';

    /// <summary>From 1; 0: the next argument; -1: the same one again.</summary>
    public int ArgumentIndex { get; private init; }

    public string Flags { get; private init; } = "";

    public int Width { get; private init; }

    public int? Precision { get; private init; }

    /// <summary>Whether the result is in capitals.</summary>
    public bool IsUpper { get; private init; }

    public bool IsText => Conversion == Text;

    public bool HasFlag(char flag) => Flags.Contains(flag, StringComparison.Ordinal);

    /// <exception cref="FormatException">It has a percent sign that begins no specifier.</exception>
    public static IReadOnlyList<FormatSpecifier> Parse(string format)
    {
        List<FormatSpecifier> specifiers = [];
        int place = 0;
        while (place < format.Length)
        {
            int percent = format.IndexOf('%', place);
            int end = percent < 0 ? format.Length : percent;
            if (end > place)
            {
                specifiers.Add(new FormatSpecifier(format[place..end], Text, IsTime: false));
            }

            place = end;
            if (percent >= 0)
            {
                Match match = Pattern().Match(format, percent);
                if (!match.Success)
                {
                    char next = percent + 1 < format.Length ? format[percent + 1] : '%';
                    throw new FormatException($"UnknownFormatConversion: Conversion = '{next}'");
                }

                specifiers.Add(Of(match));
                place = percent + match.Length;
            }
        }

        return specifiers;
    }

    private static FormatSpecifier Of(Match match)
    {
        char letter = match.Groups["conversion"].Value[0];
        bool isTime = match.Groups["time"].Length > 0;
        bool isUpper = isTime ? match.Groups["time"].Value == "T" : char.IsAsciiLetterUpper(letter);
        string flags = match.Groups["flags"].Value;
        return new FormatSpecifier(match.Value, isTime ? letter : char.ToLowerInvariant(letter), isTime)
        {
            ArgumentIndex = flags.Contains('<', StringComparison.Ordinal) ? -1 : Number(match, "index") ?? 0,
            Flags = flags,
            Width = Number(match, "width") ?? 0,
            Precision = Number(match, "precision"),
            IsUpper = isUpper,
        };
    }

    private static int? Number(Match match, string group) => match.Groups[group].Length > 0
        ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture)
        : null;

    [GeneratedRegex(
        @"\G%(?:(?<index>\d{1,4})\$)?(?<flags>[-#+ 0,(<]*)(?<width>\d{1,5})?"
        + @"(?:\.(?<precision>\d{1,4}))?(?<time>[tT])?(?<conversion>[a-zA-Z%])",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
