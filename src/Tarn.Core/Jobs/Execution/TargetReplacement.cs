using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Jobs.Inputs;
using Tarn.Storage;
using Tarn.Tables;
using Tarn.Tables.DeletionVectors;
using Tarn.Tables.Reading;

namespace Tarn.Jobs.Execution;

/// <summary>
/// For merge and delete_insert: what becomes of the files of the table that hold keys of the new rows. Nothing of it is
/// visible before the step is published.
/// </summary>
internal sealed class TargetReplacement(
    StepServices services,
    DuckConnection connection,
    ModelDefinition model,
    InputPlan plan,
    string runId,
    string directory)
{
    private readonly RowReplacement _rows = new(connection, model.UniqueKey);
    private readonly CatalogTable.Managed _table = services.Catalog.GetModelTable(model.Table);

    private IObjectStore Store => services.Catalog.Store(_table);

    private FilePlaces Places => new(Store, _table.Root);

    private bool MayRepeat => model.Strategy != Strategy.Merge;

    /// <summary>The output with what it makes of old files.</summary>
    /// <param name="newRowsSql">SELECT of the rows written.</param>
    /// <exception cref="TarnException"><c>TN6004</c>: a merge with a key more than once in the new rows.</exception>
    public async Task<StepOutput> RunAsync(StepOutput output, string newRowsSql, CancellationToken cancellationToken)
    {
        bool isEmpty = output.Written.Count == 0 && output.DeletedKeysSql is null;
        if (!model.ReplacesByKey || isEmpty || (plan.Rebuilds && MayRepeat))
        {
            return output;
        }

        await _rows.GatherAsync(newRowsSql, output.DeletedKeysSql, cancellationToken);
        await RequireUniqueAsync(cancellationToken);
        if (plan.Rebuilds)
        {
            return output;
        }

        IReadOnlyList<(DataFile File, long Rows)> affected = await _rows.FindAffectedAsync(
            plan.Target!, (files, path) => ScanAsync(files, path, cancellationToken), Places.Of, cancellationToken);
        if (affected.Count == 0)
        {
            return output;
        }

        ILookup<bool, DataFile> byMarking = affected.ToLookup(
            found => plan.Target!.MayMarkRows && RowMarker.IsFew(found.File, found.Rows), found => found.File);
        return output with
        {
            Kept = await KeepAsync(output, [.. byMarking[false]], cancellationToken),
            Removed = [.. affected.Select(found => found.File.Path)],
            Marked = await MarkAsync([.. byMarking[true]], cancellationToken),
            Changes = plan.Target!.HasChangeFeed
                ? await WriteChangesAsync(
                    output, [.. affected.Select(found => found.File)], newRowsSql, cancellationToken)
                : [],
        };
    }

    /// <summary>Rows of the table that the commit leaves in place, or null when there are none.</summary>
    public async Task<string?> StayingRowsSqlAsync(StepOutput output, CancellationToken cancellationToken)
    {
        if (plan.Rebuilds || plan.Target is null || model.Strategy == Strategy.InsertOverwrite)
        {
            return null;
        }

        HashSet<string> removed = [.. output.Removed];
        HashSet<string> marked = [.. output.Marked?.Files.Select(file => file.Path) ?? []];
        string sql = await ScanAsync(
            [.. plan.Target.Files.Where(file => !removed.Contains(file.Path))], null, cancellationToken);
        if (marked.Count > 0)
        {
            // Their new deletion vectors are not in place yet.
            string rows = await ScanAsync(
                [.. plan.Target.Files.Where(file => marked.Contains(file.Path))], null, cancellationToken);
            sql += $" UNION ALL BY NAME {_rows.KeptRowsSql(rows)}";
        }

        return output.Kept.Count == 0
            ? sql
            : $"{sql} UNION ALL BY NAME {TableScan.Sql(output.Fields, model.PartitionBy, output.Kept)}";
    }

    /// <summary>Rows that stay of files that go.</summary>
    private async Task<IReadOnlyList<WrittenFile>> KeepAsync(
        StepOutput output, IReadOnlyList<DataFile> files, CancellationToken cancellationToken) => files.Count == 0
        ? []
        : await new PartitionedWriter().WriteAsync(
            connection,
            _rows.KeptRowsSql(await ScanAsync(files, null, cancellationToken)),
            output.Fields,
            model.PartitionBy,
            directory,
            $"{runId}-kept",
            cancellationToken);

    /// <summary>Deletes the rows of files of which few go, by a deletion vector.</summary>
    private async Task<MarkedFiles?> MarkAsync(IReadOnlyList<DataFile> files, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
        {
            return null;
        }

        ExtraColumns extra = new(
            RowReplacement.FreeName(plan.Target!, "tarn_path"), RowReplacement.FreeName(plan.Target!, "tarn_row"));
        string rows = await TableScan.SqlAsync(
            connection, plan.Target!, files, Store, _table.Root, extra, cancellationToken);
        return await new RowMarker(connection, Places, directory).MarkAsync(
            files,
            $"SELECT {extra.Path}, {extra.Row} FROM ({_rows.ReplacedRowsSql(rows)})",
            $"{runId} {model.Table}",
            cancellationToken);
    }

    private async Task<IReadOnlyList<WrittenFile>> WriteChangesAsync(
        StepOutput output, IReadOnlyList<DataFile> files, string newRowsSql, CancellationToken cancellationToken) =>
        await new RowChanges(_rows, connection, model, directory, $"{runId}-change").WriteAsync(
            output.Fields, await ScanAsync(files, null, cancellationToken), newRowsSql, cancellationToken);

    private async Task RequireUniqueAsync(CancellationToken cancellationToken)
    {
        if (!MayRepeat && await _rows.FindRepeatedKeyAsync(cancellationToken) is { } key)
        {
            throw new TarnException(
                ErrorCodes.DuplicateMergeKey, $"the new rows have the unique key {key} more than once")
            {
                Hint = "make the SELECT return one row for each key, or use 'strategy: delete_insert'",
            };
        }
    }

    private Task<string> ScanAsync(
        IReadOnlyList<DataFile> files, string? pathColumn, CancellationToken cancellationToken) =>
        TableScan.SqlAsync(
            connection, plan.Target!, files, Store, _table.Root, pathColumn, cancellationToken);
}
