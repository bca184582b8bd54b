using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Tarn.Cli.Commands;

/// <summary>Options that take a day.</summary>
internal static class DayOption
{
    public static Option<DateOnly?> Create(string name, string description, DateOnly defaultValue) => new(name)
    {
        Description = string.Create(
            CultureInfo.InvariantCulture, $"{description} [default: {defaultValue:yyyy-MM-dd}]"),
        HelpName = "YYYY-MM-DD",
        CustomParser = result => Parse(result, defaultValue),
    };

    private static DateOnly? Parse(ArgumentResult result, DateOnly example)
    {
        string text = result.Tokens[0].Value;
        if (DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            return day;
        }

        result.AddError(string.Create(
            CultureInfo.InvariantCulture, $"'{text}' is no day; expected YYYY-MM-DD, such as {example:yyyy-MM-dd}"));
        return null;
    }
}
