using System.CommandLine;
using Tarn.Catalog.Changes;
using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>Says what is different between two versions of an entry.</summary>
internal sealed class CatalogDiffCommand : LakeCommand
{
    private static readonly OutputColumn[] Columns = [new("what"), new("before"), new("after")];

    private static readonly Argument<long?> From = new("from")
    {
        Description = "The earlier version [default: the one before the later]",
        HelpName = "FROM",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Argument<long?> To = new("to")
    {
        Description = "The later version [default: the current one]",
        HelpName = "TO",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public CatalogDiffCommand()
        : base("diff", "Say what is different between two versions of an entry")
    {
        Arguments.Add(TableArgument.Required);
        Arguments.Add(From);
        Arguments.Add(To);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        IReadOnlyList<TableEntry> versions = await lake.Entries.ListVersionsAsync(
            CatalogArgument.Name(context.Arguments.GetRequiredValue(TableArgument.Required)), cancellationToken);
        long to = context.Arguments.GetValue(To) ?? versions[0].Version;
        long from = context.Arguments.GetValue(From) ?? Math.Max(to - 1, versions[^1].Version);
        IReadOnlyList<EntryDifference> differences = EntryDiff.Between(
            CatalogVersion.Get(versions, from), CatalogVersion.Get(versions, to));
        await context.WriteRowsAsync(
            OutputRows.Of(Columns, differences.Select(difference => new object?[]
            {
                difference.Subject, difference.Before, difference.After,
            })),
            cancellationToken);
        return ExitCode.Ok;
    }
}
