using Tarn.Common;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing;

namespace Tarn.Catalog.Entries;

/// <summary>
/// The entries of the catalog as tables that SQL can read, each as it is when it is asked for. The SQL of a view that
/// cannot be parsed fails when it is read.
/// </summary>
/// <param name="store">Has the entries.</param>
/// <param name="parser">Parses the SQL of views.</param>
/// <param name="dialect">What the SQL of views is written in.</param>
public sealed class EntryTables(CatalogStore store, SqlParser parser, SqlDialect dialect)
{
    /// <summary>The table, or null when no entry has that name.</summary>
    public async Task<CatalogTable?> FindAsync(TableName name, CancellationToken cancellationToken) =>
        await store.FindAsync(name, cancellationToken) is { } entry
            ? await TableOfAsync(entry, cancellationToken)
            : null;

    public async Task<bool> ContainsAsync(TableName name, CancellationToken cancellationToken) =>
        await store.FindAsync(name, cancellationToken) is not null;

    /// <summary>All of them in order of name.</summary>
    public async Task<IReadOnlyList<CatalogTable>> ListAsync(CancellationToken cancellationToken)
    {
        List<CatalogTable> tables = [];
        foreach (TableEntry entry in await store.ListAsync(null, cancellationToken))
        {
            tables.Add(await TableOfAsync(entry, cancellationToken));
        }

        return tables;
    }

    /// <inheritdoc cref="CatalogStore.ListNamesAsync"/>
    public Task<IReadOnlyList<TableName>> ListNamesAsync(CancellationToken cancellationToken) =>
        store.ListNamesAsync(cancellationToken);

    /// <summary>Names of databases that have entries of their own.</summary>
    public async Task<IReadOnlyList<string>> ListDatabasesAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<DatabaseEntry> databases = await store.ListDatabasesAsync(cancellationToken);
        return [.. databases.Select(database => database.Name)];
    }

    private async Task<CatalogTable> TableOfAsync(TableEntry entry, CancellationToken cancellationToken)
    {
        CatalogTable table = entry.Kind switch
        {
            EntryKind.External => new CatalogTable.External(entry, store.Partitions(entry.Name)) { Name = entry.Name },
            EntryKind.Delta => new CatalogTable.Managed(entry.Storage!.Bucket, entry.Storage.Prefix.TrimEnd('/'))
            {
                Name = entry.Name,
            },
            _ => new CatalogTable.View(
                entry.ViewSql!, await InputsAsync(entry.ViewSql!, cancellationToken), dialect)
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

    private async Task<IReadOnlyList<TableName>> InputsAsync(string sql, CancellationToken cancellationToken)
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
