using Tarn.Catalog.Entries;
using Tarn.Common;

namespace Tarn.Catalog.Editing;

/// <summary>
/// The databases of a lake, those without an entry too: zones, and those that are there because a table names them.
/// </summary>
/// <param name="entries">What is kept of databases and tables.</param>
/// <param name="tables">All tables.</param>
/// <param name="changedBy">Who makes the changes.</param>
public sealed class DatabaseEditor(CatalogStore entries, TableCatalog tables, string changedBy)
{
    /// <summary>All, in order of name.</summary>
    public async Task<IReadOnlyList<DatabaseEntry>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<DatabaseEntry> known = await entries.ListDatabasesAsync(cancellationToken);
        IReadOnlyList<string> names = await tables.ListNamesAsync(cancellationToken);
        return
        [
            .. tables.Zones.Concat(names.Select(name => name.Split('.')[0]))
                .Except(known.Select(database => database.Name))
                .Select(name => new DatabaseEntry(name))
                .Concat(known)
                .OrderBy(database => database.Name, StringComparer.Ordinal),
        ];
    }

    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public async Task<DatabaseEntry> GetAsync(string name, CancellationToken cancellationToken)
    {
        IReadOnlyList<DatabaseEntry> all = await ListAsync(cancellationToken);
        return all.FirstOrDefault(database => database.Name == name)
            ?? throw new TarnException(ErrorCodes.UnknownName, $"Database {name} not found.")
            {
                Hint = Suggestion.DidYouMean(name, all.Select(database => database.Name)),
            };
    }

    /// <exception cref="TarnException"><c>TN5010</c>: it is there already; <c>TN5011</c>: not a name.</exception>
    public async Task CreateAsync(DatabaseEntry database, CancellationToken cancellationToken)
    {
        IReadOnlyList<DatabaseEntry> all = await ListAsync(cancellationToken);
        if (all.Any(known => known.Name == database.Name))
        {
            throw new TarnException(ErrorCodes.EntryExists, $"the lake has a database '{database.Name}' already");
        }

        await entries.PutDatabaseAsync(database, cancellationToken);
    }

    /// <summary>Replaces what is known of it.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public async Task UpdateAsync(DatabaseEntry database, CancellationToken cancellationToken)
    {
        await GetAsync(database.Name, cancellationToken);
        await entries.PutDatabaseAsync(database, cancellationToken);
    }

    /// <summary>Takes it out with its tables, which can be brought back; touches no files.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is none; <c>TN3005</c>: it is a zone, or definitions make tables of it.
    /// </exception>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        await GetAsync(name, cancellationToken);
        if (tables.Zones.Contains(name))
        {
            throw new TarnException(
                ErrorCodes.StatementNotAllowed, $"database '{name}' is a zone of the lake; zones are in lake.yaml");
        }

        if (tables.Defined.FirstOrDefault(table => table.Name.Database == name) is { } defined)
        {
            throw new TarnException(
                ErrorCodes.StatementNotAllowed,
                $"database '{name}' has table '{defined.Name}', which is made by a definition");
        }

        foreach (TableEntry table in await entries.ListAsync(name, cancellationToken))
        {
            await entries.DropAsync(table.Name, new DropOptions { DroppedBy = changedBy }, cancellationToken);
        }

        await entries.DropDatabaseAsync(name, cancellationToken);
    }
}
