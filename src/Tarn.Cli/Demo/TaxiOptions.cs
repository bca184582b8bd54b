using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Tarn.Cli.Commands;
using Tarn.Sources.Generation;

namespace Tarn.Cli.Demo;

/// <summary>The options that say which trips to generate.</summary>
internal static class TaxiOptions
{
    private const int YearMin = 2009;
    private const int YearMax = 2099;

    public static readonly Option<int> Rows = CountOption.Create(
        "--rows",
        "Number of trips; the default is that of the real file of February 2024",
        TaxiGenerationOptions.RowsDefault,
        TaxiGenerationOptions.RowsMax);

    public static readonly Option<long> Seed = SeedOption.Create("trips", 42);

    public static readonly Option<DateOnly?> Month = new("--month")
    {
        Description = "Month of the trips [default: 2024-02]",
        HelpName = "YYYY-MM",
        CustomParser = ParseMonth,
    };

    public static TaxiGenerationOptions Read(ParseResult arguments)
    {
        TaxiGenerationOptions options = new()
        {
            Rows = arguments.GetValue(Rows),
            Seed = arguments.GetValue(Seed),
            OutputPath = "",
        };
        return arguments.GetValue(Month) is { } month ? options with { Month = month } : options;
    }

    private static DateOnly? ParseMonth(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (DateOnly.TryParseExact(
                text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly month)
            && month.Year is >= YearMin and <= YearMax)
        {
            return month;
        }

        result.AddError($"'{text}' is no month; expected YYYY-MM, such as 2024-02");
        return null;
    }
}
