using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Hive;
using Tarn.Common;
using Tarn.Crawlers.Inference;
using Tarn.Engine.Errors;

namespace Tarn.Queries.Statements;

/// <summary>Makes, changes and drops tables and views of the catalog. Touches no files.</summary>
internal sealed class TableChanges(StatementParts parts)
{
    private readonly NamedTables _names = new(parts);

    public async Task<StatementResult> RunAsync(Statement.CreateTable create, CancellationToken cancellationToken)
    {
        NamedPlace place = create.Table;
        await _names.RequireDatabaseAsync(place.Name.Database, place.Position, cancellationToken);
        if (await parts.Tables.FindAsync(place.Name, cancellationToken) is not null)
        {
            return create.IfNotExists ? StatementResult.Done($"{place.Name} is there already") : throw Exists(place);
        }

        // The name of the bucket is checked; its directory may come later.
        _ = parts.Buckets.Get(create.Entry.Storage!.Bucket);
        await parts.Entries.CreateAsync(create.Entry with { ChangedBy = parts.ChangedBy }, cancellationToken);
        return StatementResult.Done($"created {place.Name}");
    }

    public async Task<StatementResult> RunAsync(Statement.CreateView create, CancellationToken cancellationToken)
    {
        NamedPlace place = create.View;
        await _names.RequireDatabaseAsync(place.Name.Database, place.Position, cancellationToken);
        CatalogTable? present = await parts.Tables.FindAsync(place.Name, cancellationToken);
        bool isReplaceable = create.OrReplace && present is CatalogTable.View { Entry: not null };
        if (present is not null && !isReplaceable)
        {
            throw Exists(place);
        }

        QueryShape shape = await DescribeAsync(create, cancellationToken);
        ColumnNames.Require(create.Sql, shape.Columns);
        if (shape.Inputs.Contains(place.Name))
        {
            throw new StatementException(
                ErrorCodes.StatementNotAllowed, $"view '{place.Name}' would read itself", place.Position, hint: null);
        }

        TableEntry entry = new()
        {
            Name = place.Name,
            Kind = EntryKind.View,
            Columns =
            [
                .. shape.Columns.Select(column => new ColumnEntry(
                    column.Name, EngineTypes.ToHive(column.Type).ToString())),
            ],
            ViewSql = create.Sql,
            CreatedAt = default,
            UpdatedAt = default,
            ChangedBy = parts.ChangedBy,
        };
        if (present?.Entry is { } current)
        {
            TableEntry next = current with
            {
                Columns = entry.Columns,
                ViewSql = entry.ViewSql,
                ChangedBy = parts.ChangedBy,
            };
            await parts.Entries.UpdateAsync(next, current.Version, cancellationToken);
            return StatementResult.Done($"replaced {place.Name}");
        }

        await parts.Entries.CreateAsync(entry, cancellationToken);
        return StatementResult.Done($"created {place.Name}");
    }

    public async Task<StatementResult> RunAsync(Statement.Drop drop, CancellationToken cancellationToken)
    {
        NamedPlace place = drop.Table;
        if (drop.IfExists && await parts.Tables.FindAsync(place.Name, cancellationToken) is null)
        {
            return StatementResult.Done($"there is no {place.Name}");
        }

        TableEntry entry = await _names.GetEntryAsync(place, cancellationToken);
        bool isView = entry.Kind == EntryKind.View;
        if (isView != drop.IsView)
        {
            throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"'{place.Name}' is {(isView ? "a view" : "no view")}",
                place.Position,
                $"write DROP {(isView ? "VIEW" : "TABLE")} {place.Name}");
        }

        await parts.Entries.DropAsync(
            place.Name, new DropOptions { DroppedBy = parts.ChangedBy }, cancellationToken);
        return StatementResult.Done(
            $"dropped {place.Name}; files are untouched, 'tarn catalog undrop {place.Name}' brings it back");
    }

    public async Task<StatementResult> RunAsync(Statement.AddColumns add, CancellationToken cancellationToken)
    {
        TableEntry entry = await GetExternalAsync(add.Table, cancellationToken);
        IReadOnlyList<ColumnEntry> columns =
            add.IsReplacement ? add.Columns : [.. entry.Columns, .. add.Columns];
        return await UpdateAsync(entry, entry with { Columns = columns }, cancellationToken);
    }

    public async Task<StatementResult> RunAsync(Statement.SetProperties set, CancellationToken cancellationToken)
    {
        TableEntry entry = await _names.GetEntryAsync(set.Table, cancellationToken);
        return await UpdateAsync(entry, HiveTableProperties.Apply(entry, set.Properties), cancellationToken);
    }

    public async Task<StatementResult> RunAsync(Statement.SetLocation set, CancellationToken cancellationToken)
    {
        TableEntry entry = await GetExternalAsync(set.Table, cancellationToken);
        _ = parts.Buckets.Get(set.Location.Bucket);
        if (entry.PartitionKeys.Count > 0 && set.Location.Bucket != entry.Storage!.Bucket)
        {
            throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"table '{entry.Name}' has partitions in bucket '{entry.Storage.Bucket}'; it cannot move to"
                + $" '{set.Location.Bucket}'",
                set.Table.Position,
                "drop the table and create it anew");
        }

        StorageEntry storage = entry.Storage! with { Bucket = set.Location.Bucket, Prefix = set.Location.Prefix };
        return await UpdateAsync(entry, entry with { Storage = storage }, cancellationToken);
    }

    private async Task<StatementResult> UpdateAsync(
        TableEntry current, TableEntry next, CancellationToken cancellationToken)
    {
        await parts.Entries.UpdateAsync(
            next with { ChangedBy = parts.ChangedBy }, current.Version, cancellationToken);
        return StatementResult.Done($"changed {current.Name}");
    }

    private async Task<TableEntry> GetExternalAsync(NamedPlace place, CancellationToken cancellationToken)
    {
        TableEntry entry = await _names.GetEntryAsync(place, cancellationToken);
        return entry.Kind == EntryKind.External ? entry : throw new StatementException(
            ErrorCodes.StatementNotAllowed, $"'{place.Name}' is not an external table", place.Position, hint: null);
    }

    private async Task<QueryShape> DescribeAsync(Statement.CreateView create, CancellationToken cancellationToken)
    {
        try
        {
            return await parts.Queries.DescribeAsync(create.Sql, cancellationToken);
        }
        catch (EngineException exception) when (exception.Position is { } position)
        {
            throw exception.At(position + create.SqlStart);
        }
        catch (StatementException exception)
        {
            throw new StatementException(
                exception.Code, exception.Message, exception.Position + create.SqlStart, exception.Hint);
        }
    }

    /// <summary>The error for a name that is taken.</summary>
    public static StatementException Exists(NamedPlace place) => new(
        ErrorCodes.EntryExists, $"the lake has a table '{place.Name}' already", place.Position, hint: null);
}
