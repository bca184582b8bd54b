using Tarn.Catalog.Entries;
using Tarn.Catalog.Projection;
using Tarn.Common;
using Tarn.Engine;

namespace Tarn.Queries.Statements.Writing;

/// <summary>INSERT INTO external tables: files for partitions that are there, and partitions that are new.</summary>
internal sealed class TableInsertion(StatementParts parts)
{
    private readonly NamedTables _names = new(parts);
    private readonly TableFiles _files = new(parts);

    public async Task<StatementResult> RunAsync(Statement.Insert insert, CancellationToken cancellationToken)
    {
        NamedPlace place = insert.Table;
        TableEntry entry = await _names.GetEntryAsync(place, cancellationToken);
        if (entry is not { Kind: EntryKind.External, Storage: { } storage })
        {
            throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"NOT_SUPPORTED: Tarn does not INSERT INTO '{place.Name}'",
                place.Position,
                "it inserts into external tables");
        }

        FileForm form = TableForms.Of(entry, place);
        ColumnEntry[] given = Given(entry, insert);
        PartitionPlaces places = await FindPlacesAsync(entry, cancellationToken);
        FileTarget target = new(
            storage,
            place.Position,
            places.Find,
            (partitions, token) => parts.Entries.Partitions(entry.Name).AddAsync(partitions, token))
        {
            Suffix = TableForms.SuffixOf(storage),
        };
        long rows = await _files.WriteAsync(
            insert.Source,
            columns =>
            {
                RequireAsMany(given, columns, insert);
                return new RowLayout(entry.Columns, entry.PartitionKeys, given, form);
            },
            target,
            cancellationToken);
        return StatementResult.Wrote(rows);
    }

    private async Task<PartitionPlaces> FindPlacesAsync(TableEntry entry, CancellationToken cancellationToken)
    {
        bool isRegistered = entry.PartitionKeys.Count > 0 && !ProjectionProperties.IsEnabled(entry);
        IReadOnlyList<PartitionEntry> present = isRegistered
            ? await parts.Entries.Partitions(entry.Name).FindAsync([], cancellationToken)
            : [];
        return new PartitionPlaces(entry, present, parts.TimeProvider.GetUtcNow());
    }

    /// <summary>The columns that the query gives, by place; partition keys come last when none are named.</summary>
    private static ColumnEntry[] Given(TableEntry entry, Statement.Insert insert)
    {
        ColumnEntry[] all = [.. entry.Columns, .. entry.PartitionKeys];
        if (insert.Columns is null)
        {
            return all;
        }

        return
        [
            .. insert.Columns.Select(name => all.FirstOrDefault(column => column.Name == name)
                ?? throw new StatementException(
                    ErrorCodes.UnknownName,
                    $"COLUMN_NOT_FOUND: table '{entry.Name}' has no column '{name}'",
                    insert.Table.Position,
                    hint: null)),
        ];
    }

    private static void RequireAsMany(
        ColumnEntry[] given, IReadOnlyList<ResultColumn> columns, Statement.Insert insert)
    {
        if (given.Distinct().Count() != given.Length || given.Length != columns.Count)
        {
            throw new StatementException(
                ErrorCodes.SqlBinding,
                $"TYPE_MISMATCH: {given.Length} columns are to be inserted"
                    + $" ({string.Join(", ", given.Select(column => column.Name))}), the query has {columns.Count}",
                insert.Table.Position,
                hint: null);
        }
    }
}
