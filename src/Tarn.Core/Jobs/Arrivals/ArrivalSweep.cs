using Tarn.Catalog;
using Tarn.Common;
using Tarn.Jobs.Background;
using Tarn.Tables.Maintenance;

namespace Tarn.Jobs.Arrivals;

/// <summary>
/// Removes what jobs that start by themselves leave behind, run after run: files of their tables that no version within
/// the retention needs, and old reports and logs of runs. Does nothing in a lake without such jobs.
/// </summary>
public sealed class ArrivalSweep(JobRunnerParts parts)
{
    /// <summary>How many runs of the lake, and of each such job, are remembered.</summary>
    public const int RunsKept = 10_000;

    /// <summary>Sweeps once.</summary>
    /// <param name="runsKept">How many of the latest runs stay.</param>
    /// <param name="cancellationToken">Stops it half-way.</param>
    public async Task SweepAsync(int runsKept, CancellationToken cancellationToken)
    {
        string[] jobs =
            [.. parts.Models.Where(model => model.OnArrival is not null).Select(model => model.Job).Distinct()];
        if (jobs.Length == 0)
        {
            return;
        }

        foreach (ModelDefinition model in parts.Models.Where(model => jobs.Contains(model.Job)))
        {
            await VacuumAsync(model.Table, cancellationToken);
            await VacuumAsync(model.Table.Quarantine, cancellationToken);
        }

        JobRunRecords records = new(parts.Documents, parts.History);
        foreach (string job in jobs)
        {
            await records.ForgetOldAsync(job, runsKept, cancellationToken);
        }

        await parts.History.ForgetOldAsync(runsKept, cancellationToken);
    }

    private async Task VacuumAsync(TableName name, CancellationToken cancellationToken)
    {
        if (parts.Catalog.FindDefined(name) is not CatalogTable.Managed table
            || await parts.Catalog.FindSnapshotAsync(table, cancellationToken) is null)
        {
            return;
        }

        TableVacuum vacuum = new(parts.Catalog.Open(table));
        VacuumPlan plan = await vacuum.PlanAsync(new VacuumRequest(), cancellationToken);
        await vacuum.RunAsync(plan, progress: null, cancellationToken);
    }
}
