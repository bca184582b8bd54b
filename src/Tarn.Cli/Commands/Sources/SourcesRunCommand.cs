using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Jobs.Runs;
using Tarn.Sources;

namespace Tarn.Cli.Commands.Sources;

/// <summary>Reads a source into its tables, without the models that read them.</summary>
internal sealed class SourcesRunCommand : LakeCommand
{
    private static readonly Option<bool> FullRefresh = new("--full-refresh")
    {
        Description = "Forget the bookmarks and read all of it",
    };

    public SourcesRunCommand()
        : base("run", "Read what is new of a source, or of one of its tables or feeds, into the lake")
    {
        Arguments.Add(SourceArgument.Source);
        Arguments.Add(SourceArgument.Table);
        Options.Add(FullRefresh);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        SourceDefinition source = SourceArgument.Find(lake, context);
        string? selected = SourceArgument.FindStep(source, context);
        RunRequest request = new()
        {
            Select = [selected ?? $"source:{source.Name}"],
            FullRefresh = context.Arguments.GetValue(FullRefresh),
        };
        return await ForegroundRun.RunAsync(context, lake, () => Task.FromResult(request), cancellationToken);
    }
}
