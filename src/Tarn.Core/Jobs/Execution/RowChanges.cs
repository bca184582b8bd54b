using Tarn.Engine;
using Tarn.Tables;
using Tarn.Tables.Changes;

namespace Tarn.Jobs.Execution;

/// <summary>Which rows a merge or delete_insert changes, for the table's change data feed.</summary>
/// <param name="rows">With the keys of the new rows.</param>
/// <param name="directory">Where files are written before they are moved in.</param>
/// <param name="filePrefix">Unique per write; part of every file's name.</param>
internal sealed class RowChanges(
    RowReplacement rows, DuckConnection connection, ModelDefinition model, string directory, string filePrefix)
{
    /// <summary>
    /// A merge updates rows whose key is there, inserts the others, and deletes those of which only the key came;
    /// delete_insert, whose keys may repeat, deletes and inserts.
    /// </summary>
    /// <param name="oldSql">SELECT of the rows of all files that hold one of the keys.</param>
    /// <param name="newSql">SELECT of the new rows.</param>
    public async Task<IReadOnlyList<WrittenFile>> WriteAsync(
        IReadOnlyList<TableField> fields, string oldSql, string newSql, CancellationToken cancellationToken)
    {
        ChangeWriter writer = new(connection, fields, model.PartitionBy, directory);
        await rows.GatherReplacedAsync(oldSql, cancellationToken);
        string[] changes = model.Strategy == Strategy.Merge
            ?
            [
                writer.Changed(rows.UpdatedRowsSql(newSql), ChangeColumns.UpdatePreimage),
                writer.Changed(rows.DeletedRowsSql(newSql), ChangeColumns.Delete),
                writer.Changed(rows.UpdatingRowsSql(newSql), ChangeColumns.UpdatePostimage),
                writer.Changed(rows.InsertedRowsSql(newSql), ChangeColumns.Insert),
            ]
            :
            [
                writer.Changed(RowReplacement.GatheredRowsSql, ChangeColumns.Delete),
                writer.Changed(newSql, ChangeColumns.Insert),
            ];

        return await writer.WriteAsync(changes, filePrefix, cancellationToken);
    }
}
