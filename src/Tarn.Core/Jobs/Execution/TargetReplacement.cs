using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Jobs.Inputs;
using Tarn.Storage;
using Tarn.Tables;
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
    private readonly CatalogTable.Managed _table = (CatalogTable.Managed)services.Catalog.Get(model.Table);

    private IObjectStore Store => services.Catalog.Store(_table);

    private bool MayRepeat => model.Strategy != Strategy.Merge;

    /// <summary>The output with what it makes of old files.</summary>
    /// <param name="newRowsSql">SELECT of the rows written.</param>
    /// <exception cref="TarnException"><c>TN6004</c>: a merge with a key more than once in the new rows.</exception>
    public async Task<StepOutput> RunAsync(StepOutput output, string newRowsSql, CancellationToken cancellationToken)
    {
        bool replaces = model.Materialized == Materialization.Incremental
            && model.Strategy is (Strategy.Merge or Strategy.DeleteInsert);
        if (!replaces || output.Written.Count == 0 || (plan.Rebuilds && MayRepeat))
        {
            return output;
        }

        await _rows.GatherAsync(newRowsSql, cancellationToken);
        await RequireUniqueAsync(cancellationToken);
        if (plan.Rebuilds)
        {
            return output;
        }

        IReadOnlyList<DataFile> affected = await _rows.FindAffectedAsync(
            plan.Target!, (files, path) => ScanAsync(files, path, cancellationToken), PathOf, cancellationToken);
        if (affected.Count == 0)
        {
            return output;
        }

        string old = await ScanAsync(affected, null, cancellationToken);
        return output with
        {
            Kept = await new PartitionedWriter().WriteAsync(
                connection,
                _rows.KeptRowsSql(old),
                output.Fields,
                model.PartitionBy,
                directory,
                $"{runId}-kept",
                cancellationToken),
            Removed = [.. affected.Select(file => file.Path)],
            Changes = plan.Target!.HasChangeFeed
                ? await new RowChanges(_rows, connection, model, directory, $"{runId}-change").WriteAsync(
                    output.Fields, old, newRowsSql, cancellationToken)
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
        string sql = await ScanAsync(
            [.. plan.Target.Files.Where(file => !removed.Contains(file.Path))], null, cancellationToken);
        return output.Kept.Count == 0
            ? sql
            : $"{sql} UNION ALL BY NAME {TableScan.Sql(output.Fields, model.PartitionBy, output.Kept)}";
    }

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

    private string PathOf(DataFile file) => new FilePlaces(Store, _table.Root).Of(file);
}
