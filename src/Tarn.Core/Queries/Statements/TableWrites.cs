using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Types;
using Tarn.Common;
using Tarn.Crawlers.Inference;
using Tarn.Engine;
using Tarn.Queries.Statements.Changes;
using Tarn.Storage;

namespace Tarn.Queries.Statements;

/// <summary>
/// Writes the rows of queries to the buckets: one file, taken in whole, before the entry that makes it a table's.
/// </summary>
internal sealed class TableWrites(StatementParts parts)
{
    private static readonly ResultFormat InsertFormat = new(ResultFormat.Parquet, "SNAPPY", Delimiter: null);

    private readonly NamedTables _names = new(parts);
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
        if (create.IsDelta)
        {
            await RequireEmptyAsync(location, place.Position, cancellationToken);
            return await _delta.RunAsync(create, location, cancellationToken);
        }

        QueryShape shape = await LocatedAsync(
            create.Source, () => parts.Queries.DescribeAsync(create.Source.Sql, cancellationToken));
        TableEntry entry = new()
        {
            Name = place.Name,
            Kind = EntryKind.External,
            Description = create.Comment,
            Columns =
            [
                .. shape.Columns.Select(column => new ColumnEntry(
                    column.Name.ToLowerInvariant(), EngineTypes.ToHive(column.Type).ToString())),
            ],
            Storage = new StorageEntry
            {
                Bucket = location.Bucket,
                Prefix = location.Prefix,
                Format = DataFormat.Parquet,
            },
            CreatedAt = default,
            UpdatedAt = default,
            ChangedBy = parts.ChangedBy,
        };
        await RequireEmptyAsync(location, place.Position, cancellationToken);
        ResultFormat format = new(ResultFormat.Parquet, create.Compression, Delimiter: null);
        long rows = await WriteAsync(
            create.Source, Casting(entry.Columns, entry.Columns), location, format, cancellationToken);
        await parts.Entries.CreateAsync(entry, cancellationToken);
        return StatementResult.Done($"created {place.Name} with {rows} rows");
    }

    public async Task<StatementResult> RunAsync(Statement.Insert insert, CancellationToken cancellationToken)
    {
        NamedPlace place = insert.Table;
        TableEntry entry = await _names.GetEntryAsync(place, cancellationToken);
        if (entry is not { Kind: EntryKind.External, PartitionKeys.Count: 0, Storage.Format: DataFormat.Parquet })
        {
            throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"NOT_SUPPORTED: Tarn does not INSERT INTO '{place.Name}'",
                place.Position,
                "it inserts into external tables of Parquet files without partitions");
        }

        IReadOnlyList<string> names = insert.Columns ?? [.. entry.Columns.Select(column => column.Name)];
        QueryShape shape = await LocatedAsync(
            insert.Source, () => parts.Queries.DescribeAsync(insert.Source.Sql, cancellationToken));
        ColumnEntry[] given = [.. names.Select(name => entry.Columns.FirstOrDefault(column => column.Name == name)
            ?? throw new StatementException(
                ErrorCodes.UnknownName, $"COLUMN_NOT_FOUND: table '{place.Name}' has no column '{name}'",
                place.Position, hint: null))];
        if (given.Distinct().Count() != given.Length || given.Length != shape.Columns.Count)
        {
            throw new StatementException(
                ErrorCodes.SqlBinding,
                $"TYPE_MISMATCH: {given.Length} columns are to be inserted ({string.Join(", ", names)}), the query has"
                + $" {shape.Columns.Count}",
                place.Position,
                hint: null);
        }

        StoragePlace location = new(entry.Storage.Bucket, entry.Storage.Prefix);
        long rows = await WriteAsync(
            insert.Source, Casting(entry.Columns, given), location, InsertFormat, cancellationToken);
        return StatementResult.List("rows", [$"{rows}"]);
    }

    public async Task<StatementResult> RunAsync(Statement.Unload unload, CancellationToken cancellationToken)
    {
        await RequireEmptyAsync(unload.Location, position: 0, cancellationToken);
        long rows = await WriteAsync(
            unload.Source, ("SELECT * FROM (", ")"), unload.Location, unload.Format, cancellationToken);
        return StatementResult.List("rows", [$"{rows}"]);
    }

    /// <summary>A query around the query that gives its columns, by place, the names and types of the table.</summary>
    private static (string Before, string After) Casting(
        IReadOnlyList<ColumnEntry> columns, IReadOnlyList<ColumnEntry> given)
    {
        IEnumerable<string> selected = columns.Select(column =>
        {
            string type = HiveType.Parse(column.Type).EngineType;
            string name = SqlText.Identifier(column.Name);
            return $"CAST({(given.Contains(column) ? name : "NULL")} AS {type}) AS {name}";
        });
        string names = SqlText.List(given.Select(column => SqlText.Identifier(column.Name)));
        return ($"SELECT {SqlText.List(selected)} FROM (", $") AS given({names})");
    }

    private async Task<long> WriteAsync(
        EmbeddedQuery query,
        (string Before, string After) around,
        StoragePlace place,
        ResultFormat format,
        CancellationToken cancellationToken)
    {
        IObjectStore store = parts.Buckets.Get(place.Bucket);
        Directory.CreateDirectory(parts.ScratchDirectory);
        string name = parts.IdSource.NextId() + format.Suffix;
        string path = Path.Combine(parts.ScratchDirectory, name);
        try
        {
            CopyTarget target = new(around.Before, around.After, path, format.Options);
            long rows = await LocatedAsync(
                query, () => parts.Queries.CopyAsync(query.Sql, target, cancellationToken));
            await store.MoveInAsync(path, place.Prefix + name, cancellationToken);
            return rows;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <exception cref="StatementException"><c>TN3005</c>: files are there.</exception>
    private async Task RequireEmptyAsync(StoragePlace place, int position, CancellationToken cancellationToken)
    {
        await foreach (ObjectInfo file in parts.Buckets.Get(place.Bucket).ListAsync(place.Prefix, cancellationToken))
        {
            throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"HIVE_PATH_ALREADY_EXISTS: '{place}' is not empty; '{file.Key}' is there",
                position,
                "name an empty place");
        }
    }

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

    private static async Task<T> LocatedAsync<T>(EmbeddedQuery query, Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (TarnException exception) when (query.Locate(exception) is { } located)
        {
            throw located;
        }
    }
}
