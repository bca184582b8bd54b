using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Tables;
using Tarn.Tables.Maintenance;

namespace Tarn.Cli.Commands.Tables;

/// <summary>Brings a table back to an earlier version.</summary>
internal sealed class TablesRestoreCommand : ManagedTableCommand
{
    private static readonly Argument<AsOf?> Target = new("version")
    {
        Description = "A version, or a moment such as 2026-03-01T12:00:00Z",
        HelpName = "VERSION|TIMESTAMP",
        CustomParser = AsOfText.Parse,
    };

    public TablesRestoreCommand()
        : base("restore", "Bring a table back to an earlier version, as a new commit")
    {
        Arguments.Add(Target);
        Options.Add(DryRun);
    }

    protected override async Task<ExitCode> RunAsync(
        CommandContext context, LakeHost lake, TableName name, DeltaTable table, CancellationToken cancellationToken)
    {
        TableRestorer restorer = new(table);
        AsOf target = context.Arguments.GetRequiredValue(Target)!;
        RestorePlan plan = await restorer.PlanAsync(target, cancellationToken);
        if (plan.IsEmpty)
        {
            context.Say($"{name} is as it was in version {plan.Target.Version} already");
            return ExitCode.Ok;
        }

        string question = $"Restore {name} to version {plan.Target.Version}?";
        if (!await ShowPlanAsync(context, Describe(name, plan), question, cancellationToken))
        {
            return Declined(context);
        }

        return await OwnLakeAsync(
            lake,
            async _ =>
            {
                long version = await restorer.RunAsync(plan, cancellationToken);
                FactSheet report = Describe(name, plan).Add("version", version);
                await SheetOutput.WriteAsync(context, report, cancellationToken);
                return ExitCode.Ok;
            },
            cancellationToken);
    }

    private static FactSheet Describe(TableName name, RestorePlan plan) => new FactSheet()
        .Add("table", name.ToString())
        .Add("from_version", plan.Present.Version)
        .Add("to_version", plan.Target.Version)
        .Add("to_time", plan.Target.Timestamp, ColumnKind.Moment)
        .Add("rows_before", plan.Present.RowCount, ColumnKind.Count)
        .Add("rows_after", plan.Target.RowCount, ColumnKind.Count)
        .Add("files_added", plan.Added.Count, ColumnKind.Count)
        .Add("files_removed", plan.Removed.Count, ColumnKind.Count)
        .Add("changes_metadata", plan.ChangesMetadata);
}
