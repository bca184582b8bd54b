using Tarn.Catalog;
using Tarn.Engine.Parsing;
using Tarn.Tables;
using Tarn.Tables.Reading;
using Tarn.Tables.Rewriting;

namespace Tarn.Queries;

/// <summary>
/// The table that a statement changes, at one version: where the statement reads it in order to change it its rows
/// come with their places, and wherever else it reads it, it reads the same version.
/// </summary>
/// <param name="managed">The table in the catalog.</param>
/// <param name="table">Its data.</param>
/// <param name="snapshot">The version.</param>
/// <param name="clause">The place that reads it to change it; null when there is none.</param>
internal sealed class ChangeTarget(
    CatalogTable.Managed managed, DeltaTable table, TableSnapshot snapshot, TargetClause? clause)
{
    private readonly GatheredColumns _columns = GatheredColumns.For(snapshot);

    public DeltaTable Table => table;

    public TableSnapshot Snapshot => snapshot;

    public TargetClause? Clause => clause;

    /// <summary>
    /// What certainly holds for the rows to change, where the place that reads them does not tell; null: it does.
    /// </summary>
    public IReadOnlyList<ColumnPredicate>? Conditions { get; set; }

    /// <summary>The files that the rows to change may be in, once bound.</summary>
    public IReadOnlyList<DataFile> Files { get; private set; } = [];

    /// <summary>Whether the statement reads the table elsewhere too, once bound.</summary>
    public bool IsReadElsewhere { get; private set; }

    /// <summary>What it is given to read in order to change it, once bound.</summary>
    public IEnumerable<ScannedTable> Scanned => clause is null
        ? []
        : [new ScannedTable(managed.Name, snapshot.Files.Count, Files.Count, Files.Sum(file => file.SizeBytes))];

    /// <returns>False when the reference is not to this table as it is now.</returns>
    public async Task<bool> TryBindAsync(
        TableScope scope, BoundReference reference, CancellationToken cancellationToken)
    {
        if (reference.Clause is TargetClause)
        {
            Files = FilePruning.Prune(snapshot, Conditions is null ? reference.Predicates : [Conditions]);
            ExtraColumns places = new(_columns.Path, _columns.Row);
            string sql = Files.Count == 0
                ? EmptySql()
                : await TableScan.SqlAsync(
                    scope.Connection, snapshot, Files, table.Store, table.Root, places, cancellationToken);
            await scope.CreateViewAsync(reference.Name, sql, cancellationToken);
            return true;
        }

        if (reference.Clause is not null || reference.Table.Name != managed.Name)
        {
            return false;
        }

        IsReadElsewhere = true;
        await scope.BindSnapshotAsync(
            managed, snapshot, FilePruning.Prune(snapshot, reference.Predicates), cancellationToken);
        return true;
    }

    private string EmptySql() => TableScan.Sql(
        [.. snapshot.Fields, new TableField(_columns.Path, "VARCHAR"), new TableField(_columns.Row, "BIGINT")], [], []);
}
