using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Sources.Generation.Retail;

namespace Tarn.Cli.Commands.Generate;

/// <summary>Makes the daily files of a shop.</summary>
internal sealed class GenerateRetailCommand : TarnCommand
{
    private static readonly RetailGenerationOptions Defaults = new() { OutputDirectory = "" };

    private static readonly Option<int> Rows = CountOption.Create(
        "--rows", "Lines of sale, over all days", Defaults.Rows, RetailGenerationOptions.RowsMax);

    private static readonly Option<int> Days = CountOption.Create(
        "--days", "Days of sales, Saturdays counted", Defaults.Days, RetailGenerationOptions.DaysMax);

    private static readonly Option<DateOnly> FirstDay = new("--first-day")
    {
        Description = "First day of sales",
        HelpName = "YYYY-MM-DD",
        DefaultValueFactory = _ => Defaults.FirstDay,
    };

    private static readonly Option<long> Seed = new("--seed")
    {
        Description = "Other sales for another number",
        HelpName = "N",
        DefaultValueFactory = _ => Defaults.Seed,
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Directory to write to [default: retail/ in the lake's zone raw]",
        HelpName = "DIR",
    };

    public GenerateRetailCommand(CliServices services)
        : base(services, "retail", "Make the daily sales files of a shop, CSV and JSON")
    {
        Options.Add(Rows);
        Options.Add(Days);
        Options.Add(FirstDay);
        Options.Add(Seed);
        Options.Add(Out);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        RetailGenerationOptions options = new()
        {
            Rows = context.Arguments.GetValue(Rows),
            Days = context.Arguments.GetValue(Days),
            FirstDay = context.Arguments.GetValue(FirstDay),
            Seed = context.Arguments.GetValue(Seed),
            OutputDirectory = await DirectoryAsync(context, cancellationToken),
        };
        using DuckInstance instance = DuckInstance.Open(new EngineOptions());
        RetailGenerationResult result = await GenerateCommand.ShowAsync(
            context,
            $"generating {ValueText.Count(options.Rows)} lines of sale",
            progress => new RetailGenerator(instance).GenerateAsync(options, progress, cancellationToken));
        context.Say(
            $"{ValueText.Count(result.Rows)} lines of sale in {result.Keys.Count} files, "
            + $"{ValueText.Bytes(result.SizeBytes)}, in {ValueText.Seconds(result.Elapsed.TotalSeconds)}");
        context.Terminal.Output.WriteLine(context.Shorten(options.OutputDirectory));
        return ExitCode.Ok;
    }

    private static async Task<string> DirectoryAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Arguments.GetValue(Out) is string directory)
        {
            return Path.GetFullPath(directory, context.Terminal.WorkingDirectory);
        }

        using LakeHost lake = await GenerateCommand.OpenLakeAsync(context, cancellationToken);
        string bucket = lake.Definition.Zones.FirstOrDefault(zone => zone.Name == "raw")?.Bucket
            ?? throw new TarnException(ErrorCodes.UnknownName, "the lake has no zone 'raw' for the files")
            {
                Hint = "add the zone to lake.yaml, or name a directory with --out DIR",
            };
        return lake.Buckets.Get(bucket).EnginePath("retail");
    }
}
