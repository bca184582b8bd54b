using System.CommandLine;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Cli.Progress;
using Tarn.Common;
using Tarn.Tables;
using Tarn.Tables.Maintenance;

namespace Tarn.Cli.Commands.Tables;

/// <summary>Deletes files that no version within the retention needs.</summary>
internal sealed class TablesVacuumCommand : ManagedTableCommand
{
    private static readonly OutputColumn[] FileColumns =
        [new("file"), new("size", ColumnKind.Bytes), new("modified", ColumnKind.Moment)];

    private static readonly Option<string?> Retain = new("--retain")
    {
        Description = "Keep what versions of this age need, such as 14d or 36h [default: the table's, else 7d]",
        HelpName = "DURATION",
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Allow a retention shorter than the table's: readers and writers at work may lose files",
    };

    public TablesVacuumCommand()
        : base("vacuum", "Delete files that no version within the retention needs")
    {
        Options.Add(Retain);
        Options.Add(Force);
        Options.Add(DryRun);
    }

    protected override async Task<ExitCode> RunAsync(
        CommandContext context, LakeHost lake, TableName name, DeltaTable table, CancellationToken cancellationToken)
    {
        string? retain = context.Arguments.GetValue(Retain);
        VacuumRequest request = new()
        {
            Retention = retain is null ? null : UnitText.TryParseDuration(retain)
                ?? throw new UsageException($"--retain is '{retain}'; expected a duration such as 14d or 36h"),
            AllowShortRetention = context.Arguments.GetValue(Force),
        };
        TableVacuum vacuum = new(table);
        if (context.Arguments.GetValue(DryRun))
        {
            VacuumPlan plan = await vacuum.PlanAsync(request, cancellationToken);
            await SheetOutput.WriteAsync(context, WithFiles(Describe(name, plan), plan), cancellationToken);
            return ExitCode.Ok;
        }

        return await OwnLakeAsync(
            lake,
            async _ =>
            {
                VacuumPlan plan = await vacuum.PlanAsync(request, cancellationToken);
                string? question = plan.Files.Count == 0
                    ? null
                    : $"Delete {ValueText.Count(plan.Files.Count)} files for good?";
                if (!await ShowPlanAsync(context, Describe(name, plan), question, cancellationToken))
                {
                    return Declined(context);
                }

                using PercentLine progress = new(context, "deleted");
                await vacuum.RunAsync(plan, progress, cancellationToken);
                await SheetOutput.WriteAsync(context, Report(name, plan), cancellationToken);
                return ExitCode.Ok;
            },
            cancellationToken);
    }

    private static FactSheet Describe(TableName name, VacuumPlan plan) => new FactSheet()
        .Add("table", name.ToString())
        .Add("readable_since", plan.Cutoff, ColumnKind.Moment)
        .Add("files_to_delete", plan.Files.Count, ColumnKind.Count)
        .Add("bytes_to_delete", plan.SizeBytes, ColumnKind.Bytes)
        .Add("files_kept_for_earlier_versions", plan.KeptFiles, ColumnKind.Count);

    private static FactSheet WithFiles(FactSheet sheet, VacuumPlan plan) => sheet.AddList(
        "delete",
        FileColumns,
        plan.Files.Select(file => new object?[] { file.Key, file.SizeBytes, file.LastModified }));

    private static FactSheet Report(TableName name, VacuumPlan plan) => new FactSheet()
        .Add("table", name.ToString())
        .Add("readable_since", plan.Cutoff, ColumnKind.Moment)
        .Add("files_deleted", plan.Files.Count, ColumnKind.Count)
        .Add("bytes_deleted", plan.SizeBytes, ColumnKind.Bytes);
}
