using System.CommandLine;
using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Queries;

namespace Tarn.Cli.Commands;

/// <summary>The first rows of a table.</summary>
internal sealed class PreviewCommand : LakeCommand
{
    private const long RowsDefault = 10;

    private static readonly Option<long> Rows = new("--rows", "-n")
    {
        Description = "How many rows",
        HelpName = "N",
        DefaultValueFactory = _ => RowsDefault,
    };

    public PreviewCommand()
        : base("preview", "Print the first rows of a table")
    {
        Arguments.Add(TableArgument.Required);
        Options.Add(Rows);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        CatalogTable table = await TableArgument.FindAsync(
            lake, context.Arguments.GetRequiredValue(TableArgument.Required), cancellationToken);
        long rowsMax = context.Arguments.GetValue(Rows);
        await using QueryExecution execution = await lake.Queries.PreviewAsync(table.Name, rowsMax, cancellationToken);
        await context.WriteRowsAsync(OutputRows.From(execution.Rows), cancellationToken);
        QueryWarnings.Write(context, await execution.OmissionsAsync(cancellationToken));
        return ExitCode.Ok;
    }
}
