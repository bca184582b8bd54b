using Tarn.Common;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables.Commits;
using Tarn.Tables.Log;
using Tarn.Tables.Reading;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Constraints;

/// <summary>
/// Holds the files of a write against the table's rules, and all rows of the table against the rules it is to get.
/// Tables without rules cost nothing.
/// </summary>
/// <param name="table">As messages name it.</param>
internal sealed class WriteCheck(IObjectStore store, string root, DuckInstance engine, string table)
{
    /// <param name="snapshot">Of the version the write follows; null when it creates the table.</param>
    /// <exception cref="TarnException">As for <see cref="RowRules.RequireAsync"/>.</exception>
    public async Task RequireAsync(
        TableWrite write, TableSnapshot? snapshot, TableChange change, CancellationToken cancellationToken)
    {
        IReadOnlyList<DeltaField> columns = SchemaJson.Read(change.Metadata, table);
        RowRule[] rules = [.. RowRule.Of(change.Metadata, columns, table)];
        if (write.DataChange && (rules.Length > 0 || columns.Any(column => !column.Nullable)))
        {
            await RequireOfFilesAsync(write, snapshot, change.Metadata, columns, rules, cancellationToken);
        }

        await RequireOfTableAsync(write, snapshot, cancellationToken);
    }

    private async Task RequireOfFilesAsync(
        TableWrite write,
        TableSnapshot? snapshot,
        MetadataAction metadata,
        IReadOnlyList<DeltaField> columns,
        RowRule[] rules,
        CancellationToken cancellationToken)
    {
        // A file that is there already only gets another deletion vector; appends bring new ones.
        DataFile[] added =
            [.. write.Added.Where(file => write.IsBlindAppend || snapshot?.Find(file.Path) is null)];
        RowRule[] all = [.. rules, .. Uncounted(columns, metadata.PartitionColumns, added)];
        if (added.Length > 0 && all.Length > 0)
        {
            FilePlaces places = new(store, root);
            string rows = TableScan.Sql(
                [.. columns.Select(TableSnapshot.ToField)],
                metadata.PartitionColumns,
                [.. added.Select(file => new WrittenFile(places.Of(file), file))]);
            using DuckConnection connection = engine.Connect();
            await new RowRules(engine, connection, columns, table).RequireAsync(all, rows, cancellationToken);
        }
    }

    /// <summary>A new constraint must hold for the rows that are there ("CHECK Constraints").</summary>
    private async Task RequireOfTableAsync(
        TableWrite write, TableSnapshot? snapshot, CancellationToken cancellationToken)
    {
        if (snapshot is null)
        {
            return;
        }

        RowRule[] rules =
        [
            .. write.NewConstraints
                .Where(property => snapshot.Properties.GetValueOrDefault(property.Key) != property.Value)
                .Select(property => RowRule.Check(
                    property.Key[TableProperties.ConstraintPrefix.Length..], property.Value!)),
        ];
        if (rules.Length > 0 && snapshot.Files.Count > 0)
        {
            using DuckConnection connection = engine.Connect();
            string rows = await TableScan.SqlAsync(
                connection, snapshot, snapshot.Files, store, root, cancellationToken);
            await new RowRules(engine, connection, snapshot.Columns, table).RequireAsync(
                rules, rows, cancellationToken);
        }
    }

    /// <summary>NOT NULL of columns whose nulls the statistics of some file do not count.</summary>
    private static IEnumerable<RowRule> Uncounted(
        IEnumerable<DeltaField> columns, IReadOnlyList<string> partitionColumns, DataFile[] added) => columns
        .Where(column => !column.Nullable && !partitionColumns.Contains(column.Name))
        .Where(column => added.Any(file => NullChecks.NullCount(file, column.Name) is null))
        .Select(column => RowRule.NotNull(column.Name));
}
