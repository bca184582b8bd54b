using System.CommandLine;
using Tarn.Catalog.Search;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>Finds tables by name, column, comment, tag, owner or property.</summary>
internal sealed class CatalogSearchCommand : LakeCommand
{
    private static readonly OutputColumn[] Columns = [new("table"), new("place"), new("text")];

    private static readonly Argument<string> Text = new("text")
    {
        Description = "What to look for; letter case does not count",
        HelpName = "TEXT",
    };

    public CatalogSearchCommand()
        : base("search", "Find tables by name, column, comment, tag, owner or property")
    {
        Arguments.Add(Text);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        IReadOnlyList<CatalogMatch> found = CatalogSearch.Find(
            await lake.Tables.ListAsync(cancellationToken), context.Arguments.GetRequiredValue(Text));
        await context.WriteRowsAsync(
            OutputRows.Of(Columns, found.Select(match => new object?[]
            {
                match.Table.ToString(), match.Place, match.Text,
            })),
            cancellationToken);
        return found.Count > 0 ? ExitCode.Ok : ExitCode.Failed;
    }
}
