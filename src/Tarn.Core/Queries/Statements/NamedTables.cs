using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Common;

namespace Tarn.Queries.Statements;

/// <summary>Finds what statements name; errors have the place of the name.</summary>
internal sealed class NamedTables(StatementParts parts)
{
    /// <exception cref="StatementException"><c>TN2008</c>: there is none.</exception>
    public async Task<CatalogTable> GetAsync(NamedPlace place, CancellationToken cancellationToken)
    {
        if (await parts.Tables.FindAsync(place.Name, cancellationToken) is { } table)
        {
            return table;
        }

        TarnException unknown = await parts.Tables.UnknownAsync(place.Name.ToString(), cancellationToken);
        throw new StatementException(unknown.Code, unknown.Message, place.Position, unknown.Hint);
    }

    /// <summary>The catalog's entry, which statements can change.</summary>
    /// <exception cref="StatementException">
    /// <c>TN2008</c>: there is no such table; <c>TN3005</c>: a definition makes it.
    /// </exception>
    public async Task<TableEntry> GetEntryAsync(NamedPlace place, CancellationToken cancellationToken)
    {
        CatalogTable table = await GetAsync(place, cancellationToken);
        return table.Entry ?? throw new StatementException(
            ErrorCodes.StatementNotAllowed,
            $"table '{place.Name}' is made by a definition; statements change tables of the catalog only",
            place.Position,
            $"'tarn show {place.Name}' names the file to change");
    }

    /// <summary>An external table with partition keys.</summary>
    /// <exception cref="StatementException"><c>TN3005</c>: it is none.</exception>
    public async Task<TableEntry> GetPartitionedAsync(NamedPlace place, CancellationToken cancellationToken)
    {
        TableEntry entry = await GetEntryAsync(place, cancellationToken);
        return entry.PartitionKeys.Count > 0 ? entry : throw new StatementException(
            ErrorCodes.StatementNotAllowed,
            $"table '{place.Name}' is not a partitioned table",
            place.Position,
            "partitions are registered for external tables that are PARTITIONED BY columns");
    }

    /// <summary>Names of all databases, in order.</summary>
    public async Task<IReadOnlyList<string>> ListDatabasesAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<DatabaseEntry> databases = await parts.Entries.ListDatabasesAsync(cancellationToken);
        IReadOnlyList<TableName> tables = await parts.Entries.ListNamesAsync(cancellationToken);
        return
        [
            .. parts.Zones.Select(zone => zone.Name)
                .Concat(databases.Select(database => database.Name))
                .Concat(tables.Select(table => table.Database))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <exception cref="StatementException"><c>TN1003</c>: there is none.</exception>
    public async Task RequireDatabaseAsync(string name, int position, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = await ListDatabasesAsync(cancellationToken);
        if (!names.Contains(name))
        {
            throw UnknownDatabase(name, position, names);
        }
    }

    public static StatementException UnknownDatabase(string name, int position, IReadOnlyList<string> names) => new(
        ErrorCodes.UnknownName,
        $"SCHEMA_NOT_FOUND: there is no database '{name}'",
        position,
        Suggestion.DidYouMean(name, names) ?? $"those there are: {string.Join(", ", names)}");
}
