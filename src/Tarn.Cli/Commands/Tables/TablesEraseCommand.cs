using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Tables;
using Tarn.Tables.Maintenance;

namespace Tarn.Cli.Commands.Tables;

/// <summary>Takes rows out of a table and out of its past.</summary>
internal sealed class TablesEraseCommand : ManagedTableCommand
{
    private const string Keyword = "WHERE ";

    private static readonly Argument<string> Where = new("where")
    {
        Description = "Condition of the rows, as SQL over the table's columns: \"email = 'a@b.c'\"",
        HelpName = "WHERE",
    };

    public TablesEraseCommand()
        : base("erase", "Take rows out of a table and out of all its earlier versions")
    {
        Arguments.Add(Where);
        Options.Add(DryRun);
    }

    protected override async Task<ExitCode> RunAsync(
        CommandContext context, LakeHost lake, TableName name, DeltaTable table, CancellationToken cancellationToken)
    {
        string where = context.Arguments.GetRequiredValue(Where).Trim();
        where = where.StartsWith(Keyword, StringComparison.OrdinalIgnoreCase) ? where[Keyword.Length..] : where;
        if (context.Arguments.GetValue(DryRun))
        {
            ErasePlan plan = await new TableEraser(table, "").PlanAsync(where, cancellationToken);
            await SheetOutput.WriteAsync(context, Describe(name, plan), cancellationToken);
            return ExitCode.Ok;
        }

        return await OwnLakeAsync(
            lake,
            async scratch =>
            {
                TableEraser eraser = new(table, scratch);
                ErasePlan plan = await eraser.PlanAsync(where, cancellationToken);
                if (plan.IsEmpty)
                {
                    context.Say($"no file of {name} holds such a row");
                    return ExitCode.Ok;
                }

                string question =
                    $"Erase {ValueText.Count(plan.Rows)} rows of {name} and its earlier versions for good?";
                if (!await ShowPlanAsync(context, Describe(name, plan), question, cancellationToken))
                {
                    return Declined(context);
                }

                EraseReport report = await eraser.RunAsync(plan, cancellationToken);
                await SheetOutput.WriteAsync(context, Describe(name, report), cancellationToken);
                return ExitCode.Ok;
            },
            cancellationToken);
    }

    private static FactSheet Describe(TableName name, ErasePlan plan) => new FactSheet()
        .Add("table", name.ToString())
        .Add("rows_to_erase", plan.Rows, ColumnKind.Count)
        .Add("files_to_rewrite", plan.LiveFiles.Count, ColumnKind.Count)
        .Add("files_of_the_past_to_delete", plan.PastFiles.Count, ColumnKind.Count)
        .Add("versions_to_be_unreadable", $"{plan.OldestVersion} to {plan.Snapshot.Version}")
        .Add("files_too_new_to_tell", plan.FilesTooNew, ColumnKind.Count);

    private static FactSheet Describe(TableName name, EraseReport report) => new FactSheet()
        .Add("table", name.ToString())
        .Add("version", report.Version)
        .Add("rows_erased", report.RowsErased, ColumnKind.Count)
        .Add("files_rewritten", report.FilesRewritten, ColumnKind.Count)
        .Add("files_deleted", report.FilesDeleted, ColumnKind.Count)
        .Add("log_files_deleted", report.LogFilesDeleted, ColumnKind.Count)
        .Add("versions_unreadable", $"{report.OldestVersionGone} to {report.Version - 1}")
        .Add("files_too_new_to_tell", report.FilesTooNew, ColumnKind.Count);
}
