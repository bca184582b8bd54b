using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Storage;
using Tarn.Tables;

namespace Tarn.Cli.Commands;

/// <summary>What there is to say about a table without reading its rows.</summary>
internal sealed record TableFacts
{
    private const string Quarantine = "__quarantine";

    private static readonly OutputColumn[] Columns =
    [
        new("table"), new("kind"), new("rows", ColumnKind.Count), new("files", ColumnKind.Count),
        new("size", ColumnKind.Bytes), new("version", ColumnKind.Number), new("description"),
    ];

    public required CatalogTable Table { get; init; }

    /// <summary>files, managed, quarantine or view.</summary>
    public required string Kind { get; init; }

    /// <summary>Where its data lies: <c>bucket/prefix</c>; null for a view.</summary>
    public string? Location { get; init; }

    public long? Rows { get; init; }

    public long? Files { get; init; }

    public long? SizeBytes { get; init; }

    /// <summary>The newest snapshot; null when the table has never been written.</summary>
    public TableSnapshot? Snapshot { get; init; }

    /// <summary>All tables; a quarantine that nothing was ever put in is left out.</summary>
    public static async Task<IReadOnlyList<TableFacts>> ReadAllAsync(
        LakeHost lake, CancellationToken cancellationToken)
    {
        List<TableFacts> facts = [];
        foreach (CatalogTable table in lake.Tables.Tables)
        {
            TableFacts fact = await ReadAsync(lake, table, cancellationToken);
            if (fact.Kind != "quarantine" || fact.Snapshot is not null)
            {
                facts.Add(fact);
            }
        }

        return facts;
    }

    public static async Task<TableFacts> ReadAsync(
        LakeHost lake, CatalogTable table, CancellationToken cancellationToken) => table switch
        {
            CatalogTable.Managed managed => await ReadManagedAsync(lake, managed, cancellationToken),
            CatalogTable.Files files => await ReadFilesAsync(lake, files, cancellationToken),
            _ => new TableFacts { Table = table, Kind = "view" },
        };

    public static OutputRows ToRows(IEnumerable<TableFacts> facts) =>
        OutputRows.Of(Columns, facts.Select(fact => new object?[]
        {
            fact.Table.Name.ToString(), fact.Kind, fact.Rows, fact.Files, fact.SizeBytes, fact.Snapshot?.Version,
            fact.Table.Description,
        }));

    private static async Task<TableFacts> ReadManagedAsync(
        LakeHost lake, CatalogTable.Managed table, CancellationToken cancellationToken)
    {
        TableSnapshot? snapshot = await lake.Tables.Open(table).LoadAsync(cancellationToken);
        bool isQuarantine = table.Name.Table.EndsWith(Quarantine, StringComparison.Ordinal);
        return new TableFacts
        {
            Table = table,
            Kind = isQuarantine ? "quarantine" : "managed",
            Location = $"{table.Bucket}/{table.Root}",
            Rows = snapshot?.RowCount,
            Files = snapshot?.Files.Count,
            SizeBytes = snapshot?.SizeBytes,
            Snapshot = snapshot,
        };
    }

    private static async Task<TableFacts> ReadFilesAsync(
        LakeHost lake, CatalogTable.Files table, CancellationToken cancellationToken)
    {
        IReadOnlyList<ObjectInfo> files = await Catalog.Files.FileTableListing.ListAsync(
            table.Definition, lake.Tables.Store(table.Definition), cancellationToken);
        return new TableFacts
        {
            Table = table,
            Kind = "files",
            Location = string.Join(
                ", ", table.Definition.Files.Select(pattern => $"{table.Definition.Bucket}/{pattern}")),
            Files = files.Count,
            SizeBytes = files.Sum(file => file.SizeBytes),
        };
    }
}
