using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Queries.Limits;
using Tarn.Tables;
using Tarn.Tables.Constraints;
using Tarn.Tables.Rewriting;

namespace Tarn.Queries.Statements.Changes;

/// <summary>Runs INSERT INTO Delta tables, as one commit.</summary>
internal sealed class DeltaInserts(StatementParts parts)
{
    private const string Operation = "WRITE";
    private const string EmptyStart = "SELECT * FROM (";

    private readonly ChangeTables _tables = new(parts);

    /// <exception cref="StatementException">It names something that is not there.</exception>
    /// <exception cref="TarnException">As for <see cref="RowChanges.RunAsync"/>.</exception>
    public async Task<StatementResult> RunAsync(
        Statement.Insert insert, CatalogTable.Managed table, CancellationToken cancellationToken)
    {
        using StatementClock clock = new(parts.Queries.Limits.TimeMax, parts.TimeProvider);
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
        BoundStatement bound = await LocatedAsync(
            insert, () => parts.Queries.BindAsync(insert.Source.Sql, target, cancellationToken));
        await using TableScope scope = bound.Scope;
        await RequireColumnsAsync(insert, bound, columns, cancellationToken);
        IReadOnlyList<WrittenFile> files = await WriteAsync(
            insert, bound, target, columns, scratch, cancellationToken);
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

    /// <summary>Also finds what is wrong with the query, before anything is run.</summary>
    private static async Task RequireColumnsAsync(
        Statement.Insert insert,
        BoundStatement bound,
        IReadOnlyList<TableField> columns,
        CancellationToken cancellationToken)
    {
        string empty = $"{EmptyStart}{bound.Statement.Sql}\n) LIMIT 0";
        await using RowReader rows = await LocatedAsync(
            insert, () => bound.Scope.Connection.QueryAsync(empty, cancellationToken), bound, EmptyStart.Length);
        if (rows.Columns.Count != columns.Count)
        {
            throw new StatementException(
                ErrorCodes.SqlBinding,
                $"TYPE_MISMATCH: {columns.Count} columns are to be inserted"
                + $" ({string.Join(", ", columns.Select(column => column.Name))}), the query has {rows.Columns.Count}",
                insert.Table.Position,
                hint: null);
        }
    }

    private static async Task<IReadOnlyList<WrittenFile>> WriteAsync(
        Statement.Insert insert,
        BoundStatement bound,
        ChangeTarget target,
        IReadOnlyList<TableField> columns,
        string scratch,
        CancellationToken cancellationToken)
    {
        TableSnapshot snapshot = target.Snapshot;
        (string before, string after) = await InsertedRows.AroundAsync(
            target.Table, snapshot, columns, cancellationToken);
        int start = PartitionedWriter.QueryStart(snapshot.Fields, snapshot.PartitionColumns) + before.Length;
        return await LocatedAsync(
            insert,
            () => new PartitionedWriter().WriteAsync(
                bound.Scope.Connection,
                before + bound.Statement.Sql + after,
                snapshot.Fields,
                snapshot.PartitionColumns,
                scratch,
                Path.GetFileName(scratch),
                cancellationToken),
            bound,
            start);
    }

    private static async Task<T> LocatedAsync<T>(
        Statement.Insert insert, Func<Task<T>> run, BoundStatement? bound = null, int start = 0)
    {
        try
        {
            return await run();
        }
        catch (EngineException exception) when (exception.Position < start)
        {
            // In what stands around the query: a value does not fit its column.
            throw exception.At(insert.Table.Position);
        }
        catch (EngineException exception) when (bound is not null)
        {
            EngineException located = bound.Statement.Locate(exception, start);
            throw insert.Source.Locate(located) ?? located;
        }
        catch (TarnException exception) when (insert.Source.Locate(exception) is { } located)
        {
            throw located;
        }
    }
}
