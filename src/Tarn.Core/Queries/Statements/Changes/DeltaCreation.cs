using Tarn.Catalog.Entries;
using Tarn.Catalog.Hive;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Queries.Limits;
using Tarn.Tables;
using Tarn.Tables.Rewriting;
using Tarn.Tables.Schema;

namespace Tarn.Queries.Statements.Changes;

/// <summary>
/// Makes a Delta table of the rows of a query: its first version in an empty place, then the entry of the catalog.
/// </summary>
internal sealed class DeltaCreation(StatementParts parts)
{
    private const string Operation = "CREATE TABLE AS SELECT";

    /// <param name="create">Of a table that is not there.</param>
    /// <param name="location">Where; nothing is there.</param>
    /// <exception cref="TarnException">
    /// <c>TN3012</c>: its time is up; <c>TN5004</c>: columns that a Delta table cannot have.
    /// </exception>
    public async Task<StatementResult> RunAsync(
        Statement.CreateTableAs create, StoragePlace location, CancellationToken cancellationToken)
    {
        using StatementClock clock = new(parts.Queries.Limits, parts.TimeProvider);
        string scratch = Path.Combine(parts.ScratchDirectory, parts.IdSource.NextId());
        try
        {
            PreparedChange change = await clock.RunAsync(
                token => PrepareAsync(create, scratch, token), cancellationToken);
            DeltaTable table = parts.Tables.Open(location.Bucket, location.Prefix.TrimEnd('/'));
            await new WritePublisher(table).PublishAsync(change.Write!);
            await parts.Entries.CreateAsync(Entry(create, location), CancellationToken.None);
            return StatementResult.Done($"created {create.Table.Name} with {change.Rows} rows") with
            {
                RowsChanged = change.Rows,
            };
        }
        finally
        {
            if (Directory.Exists(scratch))
            {
                Directory.Delete(scratch, recursive: true);
            }
        }
    }

    private async Task<PreparedChange> PrepareAsync(
        Statement.CreateTableAs create, string scratch, CancellationToken cancellationToken)
    {
        await using SourceRows rows = await SourceRows.OpenAsync(
            parts.Queries, create.Table, create.Source, target: null, cancellationToken);
        IReadOnlyList<ResultColumn> columns = await rows.DescribeAsync(cancellationToken);
        ColumnNames.Require(create.Source.Sql, columns);
        TableField[] fields =
        [
            .. columns.Select(column => new TableField(
                column.Name.ToLowerInvariant(), StoredTypeText.Parse(column.Type.ToString()).ToEngineType())),
        ];
        string names = SqlText.List(fields.Select(field => SqlText.Identifier(field.Name)));
        IReadOnlyList<WrittenFile> files = await rows.WriteAsync(
            "SELECT * FROM (", $"\n) AS given({names})", fields, create.PartitionedBy, scratch, cancellationToken);
        TableWrite write = new()
        {
            Mode = WriteMode.Append,
            Fields = fields,
            PartitionColumns = create.PartitionedBy,
            Added = [.. files.Select(file => file.File)],
            Description = create.Comment,
            Operation = Operation,
        };
        cancellationToken.ThrowIfCancellationRequested();
        return new PreparedChange(PreparedWrite.Of(write, files), files.Sum(file => file.File.RowCount ?? 0));
    }

    /// <summary>Without columns: those are in the table's log.</summary>
    private TableEntry Entry(Statement.CreateTableAs create, StoragePlace location) => new()
    {
        Name = create.Table.Name,
        Kind = EntryKind.Delta,
        Description = create.Comment,
        Columns = [],
        Storage = new StorageEntry { Bucket = location.Bucket, Prefix = location.Prefix },
        CreatedAt = default,
        UpdatedAt = default,
        ChangedBy = parts.ChangedBy,
    };
}
