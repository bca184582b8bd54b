using System.CommandLine;
using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Jobs;
using Tarn.Tables;

namespace Tarn.Cli.Commands.Tables;

/// <summary>A command about one table that Tarn writes. It prints one thing described.</summary>
internal abstract class ManagedTableCommand : LakeCommand
{
    /// <summary>For commands that first plan what they are to do.</summary>
    protected static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Say what would be done, and do nothing",
    };

    protected ManagedTableCommand(string name, string description)
        : base(name, description)
    {
        Arguments.Add(TableArgument.Required);
        Options.Add(OutputOption.Rows);
    }

    protected sealed override async Task<ExitCode> RunAsync(
        CommandContext context, CancellationToken cancellationToken)
    {
        SheetOutput.RequireFormat(context);
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        CatalogTable.Managed managed = await TableArgument.FindManagedAsync(
            lake, context.Arguments.GetRequiredValue(TableArgument.Required), cancellationToken);
        DeltaTable table = lake.Tables.Open(managed);
        return await RunAsync(context, lake, managed.Name, table, cancellationToken);
    }

    protected abstract Task<ExitCode> RunAsync(
        CommandContext context, LakeHost lake, TableName name, DeltaTable table, CancellationToken cancellationToken);

    /// <summary>Does something as the lake's owner, with a scratch directory of its own.</summary>
    /// <exception cref="TarnException">TN4006: another process has the lake.</exception>
    protected static async Task<ExitCode> OwnLakeAsync(
        LakeHost lake, Func<string, Task<ExitCode>> work, CancellationToken cancellationToken)
    {
        using JobRunner runner = await lake.LockForRunsAsync(cancellationToken);
        string scratch = Path.Combine(lake.StateDirectory, "scratch", "runs", "tables");
        try
        {
            return await work(scratch);
        }
        finally
        {
            if (Directory.Exists(scratch))
            {
                Directory.Delete(scratch, recursive: true);
            }
        }
    }

    /// <summary>
    /// Shows a plan: as data when that is all that is asked for, else as a message and with the question.
    /// </summary>
    /// <returns>True to go on.</returns>
    protected static async Task<bool> ShowPlanAsync(
        CommandContext context, FactSheet plan, string? question, CancellationToken cancellationToken)
    {
        if (context.Arguments.GetValue(DryRun))
        {
            await SheetOutput.WriteAsync(context, plan, cancellationToken);
            return false;
        }

        await SheetOutput.SayAsync(context, plan, cancellationToken);
        return question is null || await context.ConfirmAsync(question, cancellationToken);
    }

    /// <summary>How a command ends that was not to go on after its plan.</summary>
    protected static ExitCode Declined(CommandContext context) =>
        context.Arguments.GetValue(DryRun) ? ExitCode.Ok : ExitCode.Failed;
}
