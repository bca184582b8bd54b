using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Tarn.Cli.Commands;
using Tarn.Sources.Generation.Clickstream;

namespace Tarn.Cli.Demo;

/// <summary>The options that say which events of a web shop to generate.</summary>
internal static class ClickstreamArguments
{
    private static readonly ClickstreamOptions Defaults = new();

    private static readonly Option<int> Records = CountOption.Create(
        "--records", "Lines, over all days", (int)Defaults.Records, (int)ClickstreamOptions.RecordsMax);

    private static readonly Option<int> Days = CountOption.Create(
        "--days", "Days on which they are sent", Defaults.Days, ClickstreamOptions.DaysMax);

    private static readonly Option<DateOnly?> FirstDay =
        DayOption.Create("--first-day", "First day on which they are sent", Defaults.FirstDay);

    private static readonly Option<long> Seed = SeedOption.Create("events", Defaults.Seed);

    private static readonly Option<double> Bots =
        Share("--bots", "Share of sessions that are bots'", Defaults.Mix.Bots);

    private static readonly Option<double> Duplicates =
        Share("--duplicates", "Share of events that come again", Defaults.Mix.Duplicates);

    private static readonly Option<double> Malformed =
        Share("--malformed", "Share of records that are broken", Defaults.Mix.Malformed);

    private static readonly Option<double> Late =
        Share("--late", "Share of events that are sent a minute to a day after they happened", Defaults.Mix.Late);

    public static void AddTo(Command command)
    {
        command.Options.Add(Records);
        command.Options.Add(Days);
        command.Options.Add(FirstDay);
        AddSourceTo(command);
    }

    /// <summary>Those that count for events of now, too.</summary>
    public static void AddSourceTo(Command command)
    {
        command.Options.Add(Seed);
        command.Options.Add(Bots);
        command.Options.Add(Duplicates);
        command.Options.Add(Malformed);
        command.Options.Add(Late);
    }

    /// <summary>What the command line says.</summary>
    public static ClickstreamOptions Read(ParseResult arguments) => new()
    {
        Records = arguments.GetValue(Records),
        Days = arguments.GetValue(Days),
        FirstDay = arguments.GetValue(FirstDay) ?? Defaults.FirstDay,
        Seed = arguments.GetValue(Seed),
        Mix = ReadMix(arguments),
    };

    public static long ReadSeed(ParseResult arguments) => arguments.GetValue(Seed);

    public static ClickstreamMix ReadMix(ParseResult arguments) => new()
    {
        Bots = arguments.GetValue(Bots),
        Duplicates = arguments.GetValue(Duplicates),
        Malformed = arguments.GetValue(Malformed),
        Late = arguments.GetValue(Late),
    };

    private static Option<double> Share(string name, string description, double defaultValue)
    {
        Option<double> option = new(name)
        {
            Description = $"{description}, 0 to 1",
            HelpName = "SHARE",
            DefaultValueFactory = _ => defaultValue,
            CustomParser = ParseShare,
        };
        return option;
    }

    private static double ParseShare(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double share)
            && share is >= 0 and <= 1)
        {
            return share;
        }

        result.AddError($"'{text}' is no share; expected 0 to 1, such as 0.01");
        return 0;
    }
}
