using System.CommandLine;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Cli.Progress;
using Tarn.Common;
using Tarn.Tables;
using Tarn.Tables.Maintenance;

namespace Tarn.Cli.Commands.Tables;

/// <summary>Joins small files and puts near values together.</summary>
internal sealed class TablesOptimizeCommand : ManagedTableCommand
{
    private static readonly Option<string?> TargetSize = new("--target-size")
    {
        Description = "Size that files should have [default: the table's delta.targetFileSize, else 128MiB]",
        HelpName = "SIZE",
    };

    private static readonly Option<string?> ClusterBy = new("--cluster-by")
    {
        Description = "Sort rows by these columns, so that conditions on the first read fewer files",
        HelpName = "COLUMN,…",
    };

    private static readonly Option<string?> ZOrderBy = new("--zorder-by")
    {
        Description = "Z-order rows by these columns, so that conditions on any of them read fewer files",
        HelpName = "COLUMN,…",
    };

    private static readonly Option<bool> Again = new("--again")
    {
        Description = "Also rewrite files that are clustered in this way already",
    };

    public TablesOptimizeCommand()
        : base("optimize", "Join the small files of a table and cluster its rows; no row changes")
    {
        Options.Add(TargetSize);
        Options.Add(ClusterBy);
        Options.Add(ZOrderBy);
        Options.Add(Again);
        Options.Add(DryRun);
    }

    protected override async Task<ExitCode> RunAsync(
        CommandContext context, LakeHost lake, TableName name, DeltaTable table, CancellationToken cancellationToken)
    {
        OptimizeRequest request = ReadRequest(context);
        if (context.Arguments.GetValue(DryRun))
        {
            OptimizePlan plan = await new TableOptimizer(table, "").PlanAsync(request, cancellationToken);
            await SheetOutput.WriteAsync(context, Describe(name, plan), cancellationToken);
            return ExitCode.Ok;
        }

        return await OwnLakeAsync(
            lake,
            async scratch =>
            {
                TableOptimizer optimizer = new(table, scratch);
                OptimizePlan plan = await optimizer.PlanAsync(request, cancellationToken);
                await SheetOutput.SayAsync(context, Describe(name, plan), cancellationToken);
                using PercentLine progress = new(context, "optimized");
                OptimizeReport report = await optimizer.RunAsync(plan, progress, cancellationToken);
                await SheetOutput.WriteAsync(context, Describe(name, report), cancellationToken);
                return ExitCode.Ok;
            },
            cancellationToken);
    }

    /// <exception cref="UsageException">A size that is none, or two orders.</exception>
    private static OptimizeRequest ReadRequest(CommandContext context)
    {
        string? size = context.Arguments.GetValue(TargetSize);
        long? targetBytes = size is null ? null : UnitText.TryParseBytes(size)
            ?? throw new UsageException($"--target-size is '{size}'; expected a size such as 128MiB");
        string? sorted = context.Arguments.GetValue(ClusterBy);
        string? interleaved = context.Arguments.GetValue(ZOrderBy);
        if (sorted is not null && interleaved is not null)
        {
            throw new UsageException("rows have one order: give --cluster-by or --zorder-by");
        }

        return new OptimizeRequest
        {
            TargetBytes = targetBytes,
            ClusterBy = (sorted ?? interleaved)?.Split(
                ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            Interleave = interleaved is not null,
            Again = context.Arguments.GetValue(Again),
        };
    }

    private static FactSheet Describe(TableName name, OptimizePlan plan) => new FactSheet()
        .Add("table", name.ToString())
        .Add("files", plan.Snapshot.Files.Count, ColumnKind.Count)
        .Add("files_to_rewrite", plan.FileCount, ColumnKind.Count)
        .Add("bytes_to_rewrite", plan.SizeBytes, ColumnKind.Bytes)
        .Add("groups", plan.Groups.Count, ColumnKind.Count)
        .Add("target_size", plan.TargetBytes, ColumnKind.Bytes);

    private static FactSheet Describe(TableName name, OptimizeReport report) => new FactSheet()
        .Add("table", name.ToString())
        .Add("version", report.Version)
        .Add("files_removed", report.FilesRemoved, ColumnKind.Count)
        .Add("files_added", report.FilesAdded, ColumnKind.Count)
        .Add("bytes_removed", report.BytesRemoved, ColumnKind.Bytes)
        .Add("bytes_added", report.BytesAdded, ColumnKind.Bytes)
        .Add("groups_skipped", report.GroupsSkipped, ColumnKind.Count);
}
