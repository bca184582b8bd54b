using System.CommandLine;
using Tarn.Cli.Demo;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Engine;
using Tarn.Sources.Generation.Retail;

namespace Tarn.Cli.Commands.Generate;

/// <summary>Makes the daily files of a shop.</summary>
internal sealed class GenerateRetailCommand : LocalCommand
{
    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Directory to write to [default: retail/ in the lake's zone raw]",
        HelpName = "DIR",
    };

    public GenerateRetailCommand()
        : base("retail", "Make the daily sales files of a shop, CSV and JSON")
    {
        RetailOptions.AddTo(this);
        Options.Add(Out);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        RetailGenerationOptions options = RetailOptions.Read(context.Arguments) with
        {
            OutputDirectory = await DirectoryAsync(context, cancellationToken),
        };
        using DuckInstance instance = DuckInstance.Open(new EngineOptions());
        RetailGenerationResult result = await GenerateAsync(
            context,
            options,
            progress => new RetailGenerator(instance).GenerateAsync(options, progress, cancellationToken));
        context.Say(Summary(result));
        context.Terminal.Output.WriteLine(context.Shorten(options.OutputDirectory));
        return ExitCode.Ok;
    }

    /// <summary>Shows the work as one bar.</summary>
    public static Task<RetailGenerationResult> GenerateAsync(
        CommandContext context,
        RetailGenerationOptions options,
        Func<IProgress<double>, Task<RetailGenerationResult>> work) =>
        GenerateCommand.ShowAsync(context, $"generating {ValueText.Count(options.Rows)} lines of sale", work);

    /// <summary>3,000 lines of sale in 46 files, 345 kB, in 312 ms.</summary>
    public static string Summary(RetailGenerationResult result) =>
        $"{ValueText.Count(result.Rows)} lines of sale in {ValueText.Count(result.Keys.Count)} files, "
        + $"{ValueText.Bytes(result.SizeBytes)}, in {ValueText.Seconds(result.Elapsed.TotalSeconds)}";

    private static async Task<string> DirectoryAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Arguments.GetValue(Out) is string directory)
        {
            return Path.GetFullPath(directory, context.Terminal.WorkingDirectory);
        }

        using LakeHost lake = await GenerateCommand.OpenLakeAsync(context, cancellationToken);
        return new RetailInbox(lake, context.Services.IdSource).Directory;
    }
}
