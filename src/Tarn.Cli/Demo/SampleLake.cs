using System.CommandLine;
using Tarn.Cli.Commands;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Queries;

namespace Tarn.Cli.Demo;

/// <summary>What the demonstrations of all samples do alike.</summary>
internal static class SampleLake
{
    /// <summary>Where the lake is to be.</summary>
    public static Option<string?> TargetOption(string sample) => new("--dir")
    {
        Description = $"Directory of the lake [default: {sample}-lake]",
        HelpName = "DIR",
    };

    /// <param name="target">What the option says.</param>
    public static string DirectoryOf(CommandContext context, string sample, string? target) =>
        Path.GetFullPath(target ?? $"{sample}-lake", context.Settings.Directory);

    /// <summary>Makes a copy of the sample unless there is a lake.</summary>
    public static void Ensure(CommandContext context, string sample, string directory)
    {
        if (File.Exists(Path.Combine(directory, LakeLocator.DefinitionFile)))
        {
            return;
        }

        IReadOnlyList<string> files =
            new LakeFactory(context.Services.IdSource).CreateFromExample(directory, sample);
        context.Say($"Made a lake of {files.Count} files in {context.Shorten(directory)}");
    }

    public static Task<LakeHost> OpenAsync(
        CommandContext context, string directory, CancellationToken cancellationToken) =>
        LakeHost.OpenAsync(directory, context.Settings.Environment, context.Services.TimeProvider, cancellationToken);

    /// <summary>Prints what named queries of the lake answer.</summary>
    public static async Task WriteAnswersAsync(
        CommandContext context, LakeHost lake, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        IEnumerable<NamedQuery> queries = names
            .Select(name => lake.Definition.Queries.FirstOrDefault(query => query.Name == name))
            .OfType<NamedQuery>();
        foreach (NamedQuery query in queries)
        {
            context.Terminal.Output.WriteLine();
            await context.Terminal.Output.FlushAsync(cancellationToken);
            context.Say(context.ErrorPalette.Bold(query.Description ?? query.Name));
            await using QueryExecution execution = await lake.Queries.RunAsync(
                query.Sql, new Dictionary<string, object?>(), cancellationToken);
            await context.CreateWriter(OutputFormat.Auto)
                .WriteAsync(OutputRows.From(execution.Rows), cancellationToken);
        }

        await context.Terminal.Output.FlushAsync(cancellationToken);
    }

    /// <summary>Says what is worth a try in the lake.</summary>
    public static void SayNext(CommandContext context, string directory, IReadOnlyList<string> calls)
    {
        context.Say($"{Environment.NewLine}Try next:");
        foreach (string call in calls)
        {
            context.Say($"  {context.ProgramName} -C {context.Shorten(directory)} {call}");
        }
    }
}
