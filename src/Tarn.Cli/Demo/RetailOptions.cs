using System.CommandLine;
using Tarn.Cli.Commands;
using Tarn.Sources.Generation.Retail;

namespace Tarn.Cli.Demo;

/// <summary>The options that say which daily files of a shop to generate.</summary>
internal static class RetailOptions
{
    private static readonly RetailGenerationOptions Defaults = new() { OutputDirectory = "" };

    private static readonly Option<int> Rows = CountOption.Create(
        "--rows", "Lines of sale, over all days", Defaults.Rows, RetailGenerationOptions.RowsMax);

    private static readonly Option<int> Days = CountOption.Create(
        "--days", "Days of sales, Saturdays counted", Defaults.Days, RetailGenerationOptions.DaysMax);

    private static readonly Option<DateOnly?> FirstDay =
        DayOption.Create("--first-day", "First day of sales", Defaults.FirstDay);

    private static readonly Option<long> Seed = SeedOption.Create("sales", Defaults.Seed);

    public static void AddTo(Command command)
    {
        command.Options.Add(Rows);
        command.Options.Add(Days);
        command.Options.Add(FirstDay);
        command.Options.Add(Seed);
    }

    /// <summary>What the command line says; where to is for the caller to add.</summary>
    public static RetailGenerationOptions Read(ParseResult arguments) => new()
    {
        Rows = arguments.GetValue(Rows),
        Days = arguments.GetValue(Days),
        FirstDay = arguments.GetValue(FirstDay) ?? Defaults.FirstDay,
        Seed = arguments.GetValue(Seed),
        OutputDirectory = "",
    };
}
