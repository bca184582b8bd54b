using Tarn.Catalog.Overlays;
using Tarn.Common;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing;

namespace Tarn.Catalog.Entries;

/// <summary>The entries of the catalog as tables that SQL can read.</summary>
public static class EntryTables
{
    /// <summary>The tables of entries. The SQL of a view that cannot be parsed fails when it is read.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="store">Has their partitions.</param>
    /// <param name="parser">Parses the SQL of views.</param>
    /// <param name="dialect">What the SQL of views is written in.</param>
    /// <param name="cancellationToken">Stops the parsing.</param>
    public static async Task<IReadOnlyList<CatalogTable>> OfAsync(
        IReadOnlyList<TableEntry> entries,
        CatalogStore store,
        SqlParser parser,
        SqlDialect dialect,
        CancellationToken cancellationToken)
    {
        List<CatalogTable> tables = [];
        foreach (TableEntry entry in entries)
        {
            tables.Add(await TableOfAsync(entry, store, parser, dialect, cancellationToken));
        }

        return tables;
    }

    /// <summary>Tables of definitions with what people say about them.</summary>
    public static async Task<IReadOnlyList<CatalogTable>> OverlayAsync(
        IEnumerable<CatalogTable> defined, OverlayStore store, CancellationToken cancellationToken)
    {
        IReadOnlyList<TableOverlay> all = await store.ListAsync(cancellationToken);
        Dictionary<TableName, TableOverlay> overlays = all.ToDictionary(overlay => overlay.Name);
        return
        [
            .. defined.Select(table => overlays.GetValueOrDefault(table.Name) is { } overlay
                ? Overlay(table, overlay)
                : table),
        ];
    }

    private static CatalogTable Overlay(CatalogTable table, TableOverlay overlay)
    {
        Dictionary<string, string> comments = table.ColumnDescriptions.ToDictionary();
        foreach ((string column, ColumnOverlay said) in overlay.Columns)
        {
            if (said.Comment is not null)
            {
                comments[column] = said.Comment;
            }
        }

        return table with
        {
            Description = overlay.Description ?? table.Description,
            Owner = overlay.Owner,
            Tags = overlay.Tags,
            ColumnTags = overlay.Columns.ToDictionary(column => column.Key, column => column.Value.Tags),
            ColumnDescriptions = comments,
        };
    }

    private static async Task<CatalogTable> TableOfAsync(
        TableEntry entry,
        CatalogStore store,
        SqlParser parser,
        SqlDialect dialect,
        CancellationToken cancellationToken)
    {
        CatalogTable table = entry.Kind switch
        {
            EntryKind.External => new CatalogTable.External(entry, store.Partitions(entry.Name)) { Name = entry.Name },
            EntryKind.Delta => new CatalogTable.Managed(entry.Storage!.Bucket, entry.Storage.Prefix.TrimEnd('/'))
            {
                Name = entry.Name,
            },
            _ => new CatalogTable.View(
                entry.ViewSql!, await InputsAsync(entry.ViewSql!, parser, dialect, cancellationToken), dialect)
            {
                Name = entry.Name,
            },
        };
        return table with
        {
            Entry = entry,
            Description = entry.Description,
            Owner = entry.Owner,
            Tags = entry.Tags,
            ColumnTags = entry.Columns.Concat(entry.PartitionKeys)
                .Where(column => column.Tags.Count > 0)
                .ToDictionary(column => column.Name, column => column.Tags),
            ColumnDescriptions = entry.Columns.Concat(entry.PartitionKeys)
                .Where(column => column.Comment is not null)
                .ToDictionary(column => column.Name, column => column.Comment!),
        };
    }

    private static async Task<IReadOnlyList<TableName>> InputsAsync(
        string sql, SqlParser parser, SqlDialect dialect, CancellationToken cancellationToken)
    {
        try
        {
            ParsedQuery query = await parser.ParseAsync(DialectStatement.Of(sql, dialect).Sql, cancellationToken);
            HashSet<TableName> names = [];
            foreach (TableReference table in query.Tables)
            {
                if (TableName.TryParse($"{table.Schema}.{table.Table}".ToLowerInvariant(), out TableName? name))
                {
                    names.Add(name);
                }
            }

            return [.. names];
        }
        catch (EngineException exception) when (exception.Kind == EngineErrorKind.Parser)
        {
            return [];
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.StatementNotAllowed)
        {
            return [];
        }
    }
}
