using Tarn.Cli.Hosting;

namespace Tarn.Cli.Commands.Sources;

/// <summary>Lists the tables of sources and how far they were read.</summary>
internal sealed class SourcesListCommand : LakeCommand
{
    public SourcesListCommand()
        : base("list", "List the tables of sources and how far they were read") => Options.Add(OutputOption.Rows);

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        DateTimeOffset now = context.Services.TimeProvider.GetUtcNow();
        await context.WriteRowsAsync(await SourceRows.OfAsync(lake, now, cancellationToken), cancellationToken);
        return ExitCode.Ok;
    }
}
