using System.CommandLine;
using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>Lists tables, databases, or what was dropped, without a look at the data.</summary>
internal sealed class CatalogListCommand : LakeCommand
{
    private const string FromDefinition = "definition";

    private static readonly OutputColumn[] TableColumns =
    [
        new("table"), new("kind"), new("made_by"), new("columns", ColumnKind.Count), new("partition_by"),
        new("version", ColumnKind.Number), new("changed", ColumnKind.Moment), new("owner"), new("description"),
    ];

    private static readonly OutputColumn[] DatabaseColumns =
        [new("database"), new("tables", ColumnKind.Count), new("owner"), new("encryption"), new("description")];

    private static readonly OutputColumn[] DroppedColumns =
    [
        new("table"), new("dropped", ColumnKind.Moment), new("kept_until", ColumnKind.Moment), new("with_data"),
        new("dropped_by"),
    ];

    private static readonly Argument<string?> Database = new("database")
    {
        Description = "Only tables of this database",
        HelpName = "DATABASE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> Databases = new("--databases")
    {
        Description = "List databases instead of tables",
    };

    private static readonly Option<bool> Dropped = new("--dropped")
    {
        Description = "List dropped tables that can be brought back",
    };

    public CatalogListCommand()
        : base("list", "List what the catalog knows")
    {
        Arguments.Add(Database);
        Options.Add(Databases);
        Options.Add(Dropped);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        string? database = context.Arguments.GetValue(Database);
        OutputRows rows = context.Arguments.GetValue(Databases) ? await DatabasesAsync(lake, cancellationToken)
            : context.Arguments.GetValue(Dropped) ? await DroppedAsync(lake, cancellationToken)
            : await TablesAsync(lake, database, cancellationToken);
        await context.WriteRowsAsync(rows, cancellationToken);
        return ExitCode.Ok;
    }

    private static async Task<OutputRows> TablesAsync(
        LakeHost lake, string? database, CancellationToken cancellationToken)
    {
        IReadOnlyList<CatalogTable> tables = await lake.Tables.ListAsync(cancellationToken);
        return OutputRows.Of(TableColumns, tables
            .Where(table => database is null || table.Name.Database == database)
            .Select(Row));
    }

    private static object?[] Row(CatalogTable table)
    {
        TableEntry? entry = table.Entry;
        return
        [
            table.Name.ToString(),
            CatalogWords.Of(table),
            entry is null ? FromDefinition : entry.ChangedBy,
            entry is null ? null : (long)entry.Columns.Count,
            entry is null ? null : string.Join(", ", entry.PartitionKeys.Select(key => key.Name)),
            entry?.Version,
            entry?.UpdatedAt,
            table.Owner,
            table.Description,
        ];
    }

    /// <summary>Those of the zones, and those that have an entry or tables.</summary>
    private static async Task<OutputRows> DatabasesAsync(LakeHost lake, CancellationToken cancellationToken)
    {
        IReadOnlyList<DatabaseEntry> all = await lake.Entries.ListDatabasesAsync(cancellationToken);
        Dictionary<string, DatabaseEntry> entries = all.ToDictionary(database => database.Name);
        Dictionary<string, ZoneDefinition> zones = lake.Definition.Zones.ToDictionary(zone => zone.Name);
        IReadOnlyList<string> names = await lake.Tables.ListNamesAsync(cancellationToken);
        ILookup<string, string> tables = names.ToLookup(name => TableName.Parse(name).Database);
        IEnumerable<string> databases = zones.Keys
            .Union(entries.Keys)
            .Union(tables.Select(database => database.Key))
            .Order(StringComparer.Ordinal);
        return OutputRows.Of(DatabaseColumns, databases.Select(name => new object?[]
        {
            name,
            (long)tables[name].Count(),
            entries.GetValueOrDefault(name)?.Owner,
            zones.GetValueOrDefault(name)?.Encryption?.ToString(),
            entries.GetValueOrDefault(name)?.Description ?? zones.GetValueOrDefault(name)?.Description,
        }));
    }

    private static async Task<OutputRows> DroppedAsync(LakeHost lake, CancellationToken cancellationToken)
    {
        IReadOnlyList<DroppedTable> dropped = await lake.Entries.ListDroppedAsync(null, cancellationToken);
        return OutputRows.Of(DroppedColumns, dropped.Select(table => new object?[]
        {
            table.Entry.Name.ToString(), table.DroppedAt, table.KeptUntil, table.Moved is not null, table.DroppedBy,
        }));
    }
}
