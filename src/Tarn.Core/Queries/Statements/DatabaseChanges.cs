using Tarn.Catalog.Entries;
using Tarn.Common;

namespace Tarn.Queries.Statements;

/// <summary>Makes and drops databases of the catalog.</summary>
internal sealed class DatabaseChanges(StatementParts parts)
{
    private readonly NamedTables _names = new(parts);

    public async Task<StatementResult> RunAsync(Statement.CreateDatabase create, CancellationToken cancellationToken)
    {
        string name = create.Entry.Name;
        IReadOnlyList<string> names = await _names.ListDatabasesAsync(cancellationToken);
        if (names.Contains(name))
        {
            return create.IfNotExists ? StatementResult.Done($"{name} is there already") : throw new StatementException(
                ErrorCodes.EntryExists, $"the lake has a database '{name}' already", create.Position, hint: null);
        }

        await parts.Entries.PutDatabaseAsync(create.Entry, cancellationToken);
        return StatementResult.Done($"created {name}");
    }

    public async Task<StatementResult> RunAsync(Statement.DropDatabase drop, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = await _names.ListDatabasesAsync(cancellationToken);
        if (!names.Contains(drop.Name))
        {
            return drop.IfExists
                ? StatementResult.Done($"there is no {drop.Name}")
                : throw NamedTables.UnknownDatabase(drop.Name, drop.Position, names);
        }

        if (parts.Zones.Any(zone => zone.Name == drop.Name))
        {
            throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"database '{drop.Name}' is a zone of the lake",
                drop.Position,
                "zones are named in lake.yaml");
        }

        if (drop.IsCascade)
        {
            foreach (TableEntry table in await parts.Entries.ListAsync(drop.Name, cancellationToken))
            {
                await parts.Entries.DropAsync(
                    table.Name, new DropOptions { DroppedBy = parts.ChangedBy }, cancellationToken);
            }
        }

        await parts.Entries.DropDatabaseAsync(drop.Name, cancellationToken);
        return StatementResult.Done($"dropped {drop.Name}");
    }
}
