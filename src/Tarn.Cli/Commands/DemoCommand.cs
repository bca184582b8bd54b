using System.CommandLine;
using Tarn.Cli.Commands.Generate;
using Tarn.Cli.Demo;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Cli.Progress;
using Tarn.Jobs;
using Tarn.Jobs.Runs;
using Tarn.Sources.Generation;

namespace Tarn.Cli.Commands;

/// <summary>From nothing to figures: makes a sample lake, fills it, runs its jobs and queries the result.</summary>
internal sealed class DemoCommand : TarnCommand
{
    private static readonly string[] Extensions = [".parquet", ".csv", ".csv.gz"];

    private static readonly Argument<string> Example = new Argument<string>("name")
    {
        Description = "taxi: New York taxi trips",
        HelpName = "taxi",
    }.AcceptOnlyFromAmong("taxi");

    private static readonly Option<string?> Target = new("--dir")
    {
        Description = "Directory of the lake [default: taxi-lake]",
        HelpName = "DIR",
    };

    private static readonly Option<string[]> Input = new("--input")
    {
        Description = "Trip files of the Taxi and Limousine Commission, Parquet or CSV, instead of generated ones",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    public DemoCommand(CliServices services)
        : base(services, "demo", "Make a sample lake, fill it, run its jobs, query the result")
    {
        Arguments.Add(Example);
        Options.Add(Target);
        Options.Add(Input);
        Options.Add(TaxiOptions.Rows);
        Options.Add(TaxiOptions.Month);
        Options.Add(TaxiOptions.Seed);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        string[] inputs = FindInputs(context);
        string example = context.Arguments.GetRequiredValue(Example);
        string directory = Path.GetFullPath(
            context.Arguments.GetValue(Target) ?? $"{example}-lake", context.Settings.Directory);
        EnsureLake(context, directory, example);
        using LakeHost lake = await LakeHost.OpenAsync(
            directory, context.Settings.Environment, context.Services.TimeProvider, cancellationToken);
        using JobRunner runner = await RunCommand.OpenRunnerAsync(context, lake, cancellationToken);
        await FillAsync(context, lake, inputs, cancellationToken);
        RunReport run = await RunProgress.ShowAsync(
            context, observer => runner.RunAsync(new RunRequest(), observer, cancellationToken));
        await RunSummary.WriteAsync(context, run, CancellationToken.None);
        if (run.State is RunState.Succeeded or RunState.UpToDate)
        {
            context.Terminal.Output.WriteLine();
            await context.CreateWriter(OutputFormat.Auto)
                .WriteAsync(await TaxiKpis.ReadAsync(lake, cancellationToken), cancellationToken);
            await context.Terminal.Output.FlushAsync(cancellationToken);
            SayNext(context, directory);
        }

        return RunExitCode.Of(run);
    }

    private static void EnsureLake(CommandContext context, string directory, string example)
    {
        if (File.Exists(Path.Combine(directory, LakeLocator.DefinitionFile)))
        {
            return;
        }

        IReadOnlyList<string> files =
            new LakeFactory(context.Services.IdSource).CreateFromExample(directory, example);
        context.Say($"Made a lake of {files.Count} files in {context.Shorten(directory)}");
    }

    private static async Task FillAsync(
        CommandContext context, LakeHost lake, string[] inputs, CancellationToken cancellationToken)
    {
        TaxiInbox inbox = new(lake, context.Services.IdSource);
        await inbox.PutZonesAsync(cancellationToken);
        if (inputs.Length > 0)
        {
            await AddAsync(context, inbox, inputs, cancellationToken);
            return;
        }

        TaxiGenerationOptions options = TaxiOptions.Read(context.Arguments);
        if (await inbox.HasGeneratedAsync(options, cancellationToken))
        {
            return;
        }

        GenerationResult result = await GenerateTaxiCommand.GenerateAsync(
            context, options, progress => inbox.GenerateAsync(options, progress, cancellationToken));
        context.Say($"Generated {GenerateTaxiCommand.Summary(result)}");
    }

    private static async Task AddAsync(
        CommandContext context, TaxiInbox inbox, string[] inputs, CancellationToken cancellationToken)
    {
        int added = 0;
        await RunProgress.ShowAsync(context, $"adding {inputs.Length} files", async report =>
        {
            for (int i = 0; i < inputs.Length; i++)
            {
                added += await inbox.AddAsync(inputs[i], cancellationToken) ? 1 : 0;
                report((i + 1.0) / inputs.Length);
            }
        });
        context.Say($"Added {added} files; {inputs.Length - added} were there already");
    }

    /// <exception cref="UsageException">A file that is not there or that the lake would not read.</exception>
    private static string[] FindInputs(CommandContext context)
    {
        string[] paths =
        [
            .. (context.Arguments.GetValue(Input) ?? [])
                .Select(path => Path.GetFullPath(path, context.Terminal.WorkingDirectory)),
        ];
        foreach (string path in paths)
        {
            if (!File.Exists(path))
            {
                throw new UsageException($"--input: there is no file '{path}'");
            }

            if (!Extensions.Any(extension => path.EndsWith(extension, StringComparison.Ordinal)))
            {
                throw new UsageException($"--input: '{path}' must end in {string.Join(", ", Extensions)}");
            }
        }

        string? twice = paths.GroupBy(path => Path.GetFileName(path)).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null
            ? paths
            : throw new UsageException($"--input: two files have the name '{twice}'; the lake would keep only one");
    }

    private static void SayNext(CommandContext context, string directory)
    {
        string tarn = $"{context.ProgramName} -C {context.Shorten(directory)}";
        context.Say($"""

            Try next:
              {tarn} query --name busiest_zones
              {tarn} query "SELECT check_name, count(*) FROM staging.trips__quarantine GROUP BY ALL"
              {tarn} show staging.trips
            """);
    }
}
