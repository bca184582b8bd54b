using Tarn.Flows.SystemTables;
using Tarn.Jobs;
using Tarn.Jobs.SystemTables;
using Tarn.Queries.SystemTables;

namespace Tarn.Cli.Hosting;

/// <summary>What a lake knows of itself, as <c>system.NAME</c>.</summary>
internal static class LakeSystemTables
{
    /// <param name="lake">With its descriptions.</param>
    /// <param name="parts">Of the lake.</param>
    public static IReadOnlyList<SystemTable> Of(LakeHost lake, JobRunnerParts parts) =>
    [
        .. new CatalogSystemTables(parts.Catalog, lake.Descriptions).All,
        .. new JobSystemTables(parts, token => lake.ReadLineageAsync(asked: null, token)).All,
        new WorkflowRunTable(parts.Documents).Table,
    ];
}
