using Tarn.Catalog;
using Tarn.Common;
using Tarn.Queries.Limits;
using Tarn.Queries.Statements.Changes;
using Tarn.Queries.Statements.Writing;

namespace Tarn.Queries.Statements;

/// <summary>
/// Runs the statements that are no queries. For one that <see cref="Statement.IsChange"/> the caller holds the lake's
/// lock.
/// </summary>
/// <param name="parts">What they work on.</param>
public sealed class StatementRunner(StatementParts parts)
{
    private readonly Listings _listings = new(parts);
    private readonly TableShapes _shapes = new(parts);
    private readonly TableListings _tables = new(parts);
    private readonly Explanations _explanations = new(parts);
    private readonly TableChanges _tableChanges = new(parts);
    private readonly TableCreation _creation = new(parts);
    private readonly TableInsertion _insertion = new(parts);
    private readonly QueryUnload _unload = new(parts);
    private readonly RowChanges _rowChanges = new(parts);
    private readonly DeltaInserts _deltaInserts = new(parts);
    private readonly DatabaseChanges _databaseChanges = new(parts);
    private readonly PartitionChanges _partitionChanges = new(parts);

    /// <exception cref="StatementException">It names something that is not there or not allowed.</exception>
    /// <exception cref="TarnException">
    /// As the catalog says of changes; <c>TN3012</c>, <c>TN3014</c>: a limit of the lake's queries is reached.
    /// </exception>
    public async Task<StatementResult> RunAsync(Statement statement, CancellationToken cancellationToken)
    {
        using StatementClock clock = parts.Queries.StartClock();
        return await clock.RunAsync(token => RunInTimeAsync(statement, token), cancellationToken);
    }

    /// <summary>A table with its columns; null when there is none of the name.</summary>
    public async Task<DescribedTable?> DescribeAsync(TableName name, CancellationToken cancellationToken)
    {
        if (await parts.Tables.FindAsync(name, cancellationToken) is not { } table)
        {
            return null;
        }

        IReadOnlyDictionary<string, string> properties = TableDetails.PropertiesOf(table);
        try
        {
            return new DescribedTable(table, await _shapes.ReadAsync(table, cancellationToken), properties);
        }
        catch (TarnException exception) when (exception.Code is ErrorCodes.UnknownTable)
        {
            return new DescribedTable(table, new TableShape([], []), properties);
        }
    }

    /// <summary>Names of the databases, in order.</summary>
    public async Task<IReadOnlyList<string>> ListDatabasesAsync(CancellationToken cancellationToken)
    {
        StatementResult shown = await _listings.RunAsync(new Statement.ShowDatabases(Pattern: null), cancellationToken);
        return [.. shown.Rows.Select(row => row[0]!)];
    }

    private Task<StatementResult> RunInTimeAsync(Statement statement, CancellationToken cancellationToken) =>
        statement switch
        {
            Statement.ShowDatabases show => _listings.RunAsync(show, cancellationToken),
            Statement.ShowTables show => _listings.RunAsync(show, cancellationToken),
            Statement.ShowViews show => _listings.RunAsync(show, cancellationToken),
            Statement.ShowPartitions show => _listings.RunAsync(show, cancellationToken),
            Statement.ShowColumns show => _tables.RunAsync(show, cancellationToken),
            Statement.ShowProperties show => _tables.RunAsync(show, cancellationToken),
            Statement.ShowCreate show => _tables.RunAsync(show, cancellationToken),
            Statement.Describe describe => _tables.RunAsync(describe, cancellationToken),
            Statement.Explain explain => _explanations.RunAsync(explain, cancellationToken),
            Statement.CreateTable create => _tableChanges.RunAsync(create, cancellationToken),
            Statement.CreateTableAs create => _creation.RunAsync(create, cancellationToken),
            Statement.Insert insert => InsertAsync(insert, cancellationToken),
            Statement.Unload unload => _unload.RunAsync(unload, cancellationToken),
            RowChange change => _rowChanges.RunAsync(change, cancellationToken),
            Statement.CreateView create => _tableChanges.RunAsync(create, cancellationToken),
            Statement.Drop drop => _tableChanges.RunAsync(drop, cancellationToken),
            Statement.AddColumns add => _tableChanges.RunAsync(add, cancellationToken),
            Statement.SetProperties set => _tableChanges.RunAsync(set, cancellationToken),
            Statement.SetLocation set => _tableChanges.RunAsync(set, cancellationToken),
            Statement.CreateDatabase create => _databaseChanges.RunAsync(create, cancellationToken),
            Statement.DropDatabase drop => _databaseChanges.RunAsync(drop, cancellationToken),
            Statement.AddPartitions add => _partitionChanges.RunAsync(add, cancellationToken),
            Statement.DropPartitions drop => _partitionChanges.RunAsync(drop, cancellationToken),
            Statement.Repair repair => _partitionChanges.RunAsync(repair, cancellationToken),
            _ => throw new InvalidOperationException($"no way to run {statement.GetType().Name}"),
        };

    private async Task<StatementResult> InsertAsync(Statement.Insert insert, CancellationToken cancellationToken) =>
        await parts.Tables.FindAsync(insert.Table.Name, cancellationToken) is CatalogTable.Managed table
            ? await _deltaInserts.RunAsync(insert, table, cancellationToken)
            : await _insertion.RunAsync(insert, cancellationToken);
}
