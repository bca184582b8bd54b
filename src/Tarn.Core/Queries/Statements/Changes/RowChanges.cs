using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine.Parsing;
using Tarn.Queries.Limits;
using Tarn.Tables;
using Tarn.Tables.Rewriting;

namespace Tarn.Queries.Statements.Changes;

/// <summary>
/// Runs DELETE, UPDATE and MERGE, each as one commit. When another writer's commit comes first and both could not have
/// happened one after the other, the statement is computed again from the newer version.
/// </summary>
internal sealed class RowChanges(StatementParts parts)
{
    private readonly ChangeTables _tables = new(parts);

    /// <exception cref="StatementException">It names something that is not there or not allowed.</exception>
    /// <exception cref="TarnException">
    /// <c>TN3012</c>: its time is up; <c>TN5002</c>: rows of the table cannot be changed; <c>TN5003</c>: others kept
    /// changing it; <c>TN5005</c>, <c>TN5006</c>: a row breaks a rule of the table; <c>TN6004</c>: MERGE found two rows
    /// of the source for one of the table.
    /// </exception>
    public async Task<StatementResult> RunAsync(RowChange change, CancellationToken cancellationToken)
    {
        using StatementClock clock = new(parts.Queries.Limits, parts.TimeProvider);
        return await clock.RunAsync(token => ChangeAsync(change, token), cancellationToken);
    }

    private async Task<StatementResult> ChangeAsync(RowChange change, CancellationToken cancellationToken)
    {
        CatalogTable.Managed table = await _tables.FindAsync(change.Table, cancellationToken);
        long rows = await _tables.CommitAsync(
            table, (data, scratch) => PrepareAsync(change, table, data, scratch, cancellationToken));
        return ChangeTables.Result(table, rows);
    }

    private async Task<PreparedChange> PrepareAsync(
        RowChange change,
        CatalogTable.Managed table,
        DeltaTable data,
        string scratch,
        CancellationToken cancellationToken)
    {
        TableSnapshot snapshot = await ChangeTables.LoadAsync(change.Table, data, cancellationToken);
        bool takesRows = change is not RowChange.Merge merge || merge.Clauses.Any(clause => clause.IsMatched);
        data.RequireChangeable(snapshot, takesRows);
        if (change is RowChange.Delete { Condition: null } && snapshot.RowCount is long all)
        {
            return all == 0 ? PreparedChange.Nothing : new PreparedChange(
                RowRewriter.DropAll(snapshot, RowOperations.Of(change, new TableReads { WholeTable = true })), all);
        }

        TargetColumns columns = new(change.Table, snapshot);
        ComposedSql sql = Compose(change, columns);
        ChangeTarget target = new(
            table, data, snapshot, new TargetClause(change.Table.Name.ToString(), change.Table.Position));
        if (change is RowChange.Merge condition)
        {
            target.Conditions = await ConditionsAsync(new MergeSelect(condition, columns), cancellationToken);
        }

        await using ChangeRun run = await ChangeRun.OpenAsync(parts.Queries, sql, target, cancellationToken);
        GatheredRows rows = await run.GatherAsync(
            hasValues: change is not RowChange.Delete, cancellationToken);
        IReadOnlyDictionary<string, long> counts = await rows.CountByActionAsync(cancellationToken);
        if (change is RowChange.Merge && await rows.HasRepeatedAsync(cancellationToken))
        {
            throw Repeated(change.Table);
        }

        if (counts.Count == 0)
        {
            return PreparedChange.Nothing;
        }

        TableReads? reads = target.IsReadElsewhere || change is RowChange.Merge
            ? new TableReads { WholeTable = true }
            : null;
        PreparedWrite write = await new RowRewriter(data, snapshot, run.Connection, scratch).WriteAsync(
            rows, target.Files, RowOperations.Of(change, reads), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return new PreparedChange(write, counts.Values.Sum());
    }

    private async Task<IReadOnlyList<ColumnPredicate>> ConditionsAsync(
        MergeSelect merge, CancellationToken cancellationToken)
    {
        ComposedSql sql = merge.ComposeCondition();
        try
        {
            return await parts.Queries.ConditionsAsync(sql.ToString(), cancellationToken);
        }
        catch (TarnException exception)
        {
            throw sql.Locate(exception);
        }
    }

    private static ComposedSql Compose(RowChange change, TargetColumns columns) => change switch
    {
        RowChange.Delete delete => new ChangeSelect(change.Table, columns).Of(delete),
        RowChange.Update update => new ChangeSelect(change.Table, columns).Of(update),
        RowChange.Merge merge => new MergeSelect(merge, columns).Compose(),
        _ => throw new InvalidOperationException($"no way to run {change.GetType().Name}"),
    };

    private static StatementException Repeated(NamedPlace table) => new(
        ErrorCodes.DuplicateMergeKey,
        "MERGE_TARGET_ROW_MULTIPLE_MATCHES: One MERGE target table row matched more than one source row",
        table.Position,
        "make the source give one row for each row of the table, with row_number() or GROUP BY");
}
