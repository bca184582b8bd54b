using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Hive;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Queries.Statements.Changes;

namespace Tarn.Queries.Statements.Writing;

/// <summary>CREATE TABLE AS: the files first, then the table, then its partitions.</summary>
internal sealed class TableCreation(StatementParts parts)
{
    private readonly NamedTables _names = new(parts);
    private readonly TableFiles _files = new(parts);
    private readonly DeltaCreation _delta = new(parts);

    public async Task<StatementResult> RunAsync(Statement.CreateTableAs create, CancellationToken cancellationToken)
    {
        NamedPlace place = create.Table;
        await _names.RequireDatabaseAsync(place.Name.Database, place.Position, cancellationToken);
        if (await parts.Tables.FindAsync(place.Name, cancellationToken) is not null)
        {
            return create.IfNotExists ? StatementResult.Done($"{place.Name} is there already")
                : throw TableChanges.Exists(place);
        }

        StoragePlace location = create.Location ?? DefaultLocation(place);
        await _files.RequireEmptyAsync(location, place.Position, cancellationToken);
        if (create.IsDelta)
        {
            return await _delta.RunAsync(create, location, cancellationToken);
        }

        StorageEntry storage = StorageOf(create.Format, location);
        TableEntry? entry = null;
        FileTarget target = new(
            storage,
            place.Position,
            values => new PartitionPlaces(entry!, [], parts.TimeProvider.GetUtcNow()).Find(values),
            (partitions, token) => RegisterAsync(entry!, partitions, token));
        long rows = await _files.WriteAsync(
            create.Source,
            columns =>
            {
                entry = EntryOf(create, columns, storage);
                return new RowLayout(
                    entry.Columns,
                    entry.PartitionKeys,
                    [.. entry.Columns, .. entry.PartitionKeys],
                    create.Format.FormOf(entry.Columns, isTable: true));
            },
            target,
            cancellationToken);
        return StatementResult.Done($"created {place.Name} with {rows} rows") with { RowsChanged = rows };
    }

    private async Task RegisterAsync(
        TableEntry entry, IReadOnlyList<PartitionEntry> partitions, CancellationToken cancellationToken)
    {
        await parts.Entries.CreateAsync(entry, cancellationToken);
        try
        {
            await parts.Entries.Partitions(entry.Name).AddAsync(partitions, cancellationToken);
        }
        catch
        {
            DropOptions options = new() { DroppedBy = parts.ChangedBy, Retention = TimeSpan.Zero };
            await parts.Entries.DropAsync(entry.Name, options, CancellationToken.None);
            throw;
        }
    }

    private TableEntry EntryOf(
        Statement.CreateTableAs create, IReadOnlyList<ResultColumn> result, StorageEntry storage)
    {
        ColumnNames.Require(create.Source.Sql, result);
        int position = create.Table.Position;
        ColumnEntry[] all = [.. QueryColumns.Of(result).Select(
            column => column with { Name = column.Name.ToLowerInvariant() })];
        (IReadOnlyList<ColumnEntry> columns, IReadOnlyList<ColumnEntry> keys) =
            LastColumns.Split(all, create.PartitionedBy, position);
        QueryColumns.RequirePlain(keys, position);
        return new TableEntry
        {
            Name = create.Table.Name,
            Kind = EntryKind.External,
            Description = create.Comment,
            Columns = columns,
            PartitionKeys = keys,
            Storage = storage,
            CreatedAt = default,
            UpdatedAt = default,
            ChangedBy = parts.ChangedBy,
        };
    }

    private static StorageEntry StorageOf(ResultFormat format, StoragePlace location) => new()
    {
        Bucket = location.Bucket,
        Prefix = location.Prefix,
        Format = format.Name switch
        {
            ResultFormat.Parquet => DataFormat.Parquet,
            ResultFormat.Json => DataFormat.JsonLines,
            _ => DataFormat.Csv,
        },
        Csv = format.Fields,
    };

    private StoragePlace DefaultLocation(NamedPlace place)
    {
        ZoneDefinition zone = parts.Zones.FirstOrDefault(zone => zone.Name == place.Name.Database)
            ?? throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"database '{place.Name.Database}' is no zone and so has no bucket",
                place.Position,
                "say where: WITH (external_location = 's3://bucket/prefix/')");
        return new StoragePlace(zone.Bucket, place.Name.Table + "/");
    }
}
