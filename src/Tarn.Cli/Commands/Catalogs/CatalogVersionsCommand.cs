using Tarn.Catalog.Changes;
using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>Lists the versions of an entry with what each changed.</summary>
internal sealed class CatalogVersionsCommand : LakeCommand
{
    private static readonly OutputColumn[] Columns =
    [
        new("version", ColumnKind.Number), new("changed", ColumnKind.Moment), new("by"),
        new("columns", ColumnKind.Count), new("changes"),
    ];

    public CatalogVersionsCommand()
        : base("versions", "List the versions of an entry, newest first, with what each changed")
    {
        Arguments.Add(TableArgument.Required);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        IReadOnlyList<TableEntry> versions = await lake.Entries.ListVersionsAsync(
            CatalogArgument.Name(context.Arguments.GetRequiredValue(TableArgument.Required)), cancellationToken);
        await context.WriteRowsAsync(
            OutputRows.Of(Columns, versions.Select((entry, i) => new object?[]
            {
                entry.Version, entry.UpdatedAt, entry.ChangedBy,
                (long)(entry.Columns.Count + entry.PartitionKeys.Count),
                i + 1 < versions.Count ? string.Join("; ", EntryDiff.Between(versions[i + 1], entry)) : null,
            })),
            cancellationToken);
        return ExitCode.Ok;
    }
}
