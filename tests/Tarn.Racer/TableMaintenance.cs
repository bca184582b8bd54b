using Tarn.Common;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables;
using Tarn.Tables.Maintenance;

namespace Tarn.Racer;

/// <summary>Looks after one table, to be killed while at it.</summary>
internal static class TableMaintenance
{
    public static async Task<int> OptimizeAsync(string root, string tableRoot)
    {
        string scratch = Path.Join(Path.GetDirectoryName(root), $"scratch-{Environment.ProcessId}");
        using DuckInstance engine = DuckInstance.Open(new EngineOptions { Threads = 1, ScratchDirectory = scratch });
        TableOptimizer optimizer = new(Open(root, tableRoot, engine), scratch) { CommitBytes = 1 };
        OptimizePlan plan = await optimizer.PlanAsync(new OptimizeRequest(), CancellationToken.None);
        await optimizer.RunAsync(plan, progress: null, CancellationToken.None);
        return 0;
    }

    /// <summary>Deletes everything that the newest version does not need.</summary>
    public static async Task<int> VacuumAsync(string root, string tableRoot)
    {
        using DuckInstance engine = DuckInstance.Open(new EngineOptions { Threads = 1 });
        TableVacuum vacuum = new(Open(root, tableRoot, engine));
        VacuumRequest request = new() { Retention = TimeSpan.Zero, AllowShortRetention = true };
        await vacuum.RunAsync(
            await vacuum.PlanAsync(request, CancellationToken.None), progress: null, CancellationToken.None);
        return 0;
    }

    private static DeltaTable Open(string root, string tableRoot, DuckInstance engine)
    {
        UlidSource ids = new(TimeProvider.System);
        LocalObjectStore store = new("curated", root, TimeProvider.System, ids);
        return new DeltaTable(store, tableRoot, engine, TimeProvider.System, ids);
    }
}
