using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Queries.Limits;
using Tarn.Tables;
using Tarn.Tables.Constraints;
using Tarn.Tables.Rewriting;

namespace Tarn.Queries.Statements.Changes;

/// <summary>Runs INSERT INTO Delta tables, as one commit.</summary>
internal sealed class DeltaInserts(StatementParts parts)
{
    private const string Operation = "WRITE";

    private readonly ChangeTables _tables = new(parts);

    /// <exception cref="StatementException">It names something that is not there.</exception>
    /// <exception cref="TarnException">As for <see cref="RowChanges.RunAsync"/>.</exception>
    public async Task<StatementResult> RunAsync(
        Statement.Insert insert, CatalogTable.Managed table, CancellationToken cancellationToken)
    {
        using StatementClock clock = new(parts.Queries.Limits, parts.TimeProvider);
        return await clock.RunAsync(
            async token => ChangeTables.Result(table, await _tables.CommitAsync(
                table, (data, scratch) => PrepareAsync(insert, table, data, scratch, token))),
            cancellationToken);
    }

    private async Task<PreparedChange> PrepareAsync(
        Statement.Insert insert,
        CatalogTable.Managed table,
        DeltaTable data,
        string scratch,
        CancellationToken cancellationToken)
    {
        TableSnapshot snapshot = await ChangeTables.LoadAsync(insert.Table, data, cancellationToken);
        data.RequireChangeable(snapshot, takesRows: false);
        IReadOnlyList<TableField> columns = Columns(insert, snapshot);
        ChangeTarget target = new(table, data, snapshot, clause: null);
        await using SourceRows source = await SourceRows.OpenAsync(
            parts.Queries, insert.Table, insert.Source, target, cancellationToken);
        RequireColumns(insert, columns, await source.DescribeAsync(cancellationToken));
        (string before, string after) = await InsertedRows.AroundAsync(data, snapshot, columns, cancellationToken);
        IReadOnlyList<WrittenFile> files = await source.WriteAsync(
            before, after, snapshot.Fields, snapshot.PartitionColumns, scratch, cancellationToken);
        TableWrite write = new()
        {
            Mode = WriteMode.Append,
            Fields = snapshot.Fields,
            PartitionColumns = snapshot.PartitionColumns,
            Added = [.. files.Select(file => file.File)],
            ReadVersion = target.IsReadElsewhere ? snapshot.Version : null,
            Reads = target.IsReadElsewhere ? new TableReads { WholeTable = true } : null,
            Operation = Operation,
            OperationParameters = new Dictionary<string, string> { ["mode"] = "Append" },
        };
        long rows = files.Sum(file => file.File.RowCount ?? 0);
        cancellationToken.ThrowIfCancellationRequested();
        return files.Count == 0 ? PreparedChange.Nothing : new PreparedChange(PreparedWrite.Of(write, files), rows);
    }

    private static IReadOnlyList<TableField> Columns(Statement.Insert insert, TableSnapshot snapshot)
    {
        if (insert.Columns is null)
        {
            return snapshot.Fields;
        }

        TableField[] columns = [.. insert.Columns.Select(name => snapshot.Fields
            .FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw TargetColumns.Unknown(insert.Table, snapshot, name, insert.Table.Position))];
        return columns.Distinct().Count() == columns.Length ? columns : throw new StatementException(
            ErrorCodes.SqlBinding, "SYNTAX_ERROR: a column is named more than once", insert.Table.Position, hint: null);
    }

    private static void RequireColumns(
        Statement.Insert insert, IReadOnlyList<TableField> columns, IReadOnlyList<ResultColumn> given)
    {
        if (given.Count != columns.Count)
        {
            throw new StatementException(
                ErrorCodes.SqlBinding,
                $"TYPE_MISMATCH: {columns.Count} columns are to be inserted"
                + $" ({string.Join(", ", columns.Select(column => column.Name))}), the query has {given.Count}",
                insert.Table.Position,
                hint: null);
        }
    }
}
