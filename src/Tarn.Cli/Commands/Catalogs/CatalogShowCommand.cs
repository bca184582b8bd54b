using System.CommandLine;
using Tarn.Catalog.Changes;
using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>Everything the catalog has about one entry.</summary>
internal sealed class CatalogShowCommand : LakeCommand
{
    private static readonly OutputColumn[] ColumnColumns =
        [new("column"), new("type"), new("partition"), new("source"), new("format"), new("tags"), new("comment")];

    private static readonly OutputColumn[] PropertyColumns = [new("property"), new("value")];

    private static readonly Option<long?> Version = new("--version")
    {
        Description = "As it was at this version [default: as it is]",
        HelpName = "N",
    };

    public CatalogShowCommand()
        : base("show", "Describe an entry of the catalog, now or at an earlier version")
    {
        Arguments.Add(TableArgument.Required);
        Options.Add(Version);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        SheetOutput.RequireFormat(context);
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        TableName name = CatalogArgument.Name(context.Arguments.GetRequiredValue(TableArgument.Required));
        TableEntry entry = await CatalogVersion
            .GetAsync(lake.Entries, name, context.Arguments.GetValue(Version), cancellationToken);
        long? partitions = entry.PartitionKeys.Count == 0
            ? null
            : await lake.Entries.Partitions(name).CountAsync(cancellationToken);
        await SheetOutput.WriteAsync(context, Describe(entry, partitions), cancellationToken);
        return ExitCode.Ok;
    }

    private static FactSheet Describe(TableEntry entry, long? partitions) => new FactSheet()
        .Add("table", entry.Name.ToString())
        .Add("kind", Words.Of(entry.Kind))
        .Add("version", entry.Version)
        .Add("description", entry.Description)
        .Add("owner", entry.Owner)
        .Add("tags", CatalogWords.Tags(entry.Tags))
        .Add("location", entry.Storage is { } storage ? $"{storage.Bucket}/{storage.Prefix}" : null)
        .Add("format", FormatText.Of(entry.Storage))
        .Add("partitions", partitions, ColumnKind.Count)
        .Add("deprecated", entry.IsDeprecated ? true : null)
        .Add("created", entry.CreatedAt, ColumnKind.Moment)
        .Add("changed", entry.UpdatedAt, ColumnKind.Moment)
        .Add("changed_by", entry.ChangedBy)
        .Add("sql", entry.ViewSql)
        .AddList("columns", ColumnColumns, [
            .. entry.Columns.Select(column => Row(column, isPartition: false)),
            .. entry.PartitionKeys.Select(column => Row(column, isPartition: true)),
        ])
        .AddList("properties", PropertyColumns, entry.Properties
            .OrderBy(property => property.Key, StringComparer.Ordinal)
            .Select(property => new object?[] { property.Key, property.Value }));

    private static object?[] Row(ColumnEntry column, bool isPartition) =>
    [
        column.Name, column.Type, isPartition, column.SourceName, column.Format, CatalogWords.Tags(column.Tags),
        column.Comment,
    ];
}
