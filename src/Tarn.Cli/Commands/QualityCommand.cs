using System.CommandLine;
using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Jobs.Runs;

namespace Tarn.Cli.Commands;

/// <summary>What the checks of each model found when it was last built.</summary>
internal sealed class QualityCommand : LakeCommand
{
    private const int RunsLookedAtMax = 1000;

    private static readonly OutputColumn[] Columns =
    [
        new("table"), new("check"), new("on_fail"), new("rows", ColumnKind.Count), new("of", ColumnKind.Count),
        new("detail"), new("run"), new("at", ColumnKind.Moment),
    ];

    private static readonly Argument<string?> Table = new("table")
    {
        Description = "A table: database.table [default: all]",
        HelpName = "TABLE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public QualityCommand()
        : base("quality", "Show what the checks found when each table was last built")
    {
        Arguments.Add(Table);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        CatalogTable? table = context.Arguments.GetValue(Table) is { } name
            ? await TableArgument.FindAsync(lake, name, cancellationToken)
            : null;
        HashSet<string> wanted = [.. lake.Definition.Models
            .Select(model => model.Table.ToString())
            .Where(model => table is null || model == table.Name.ToString())];
        List<object?[]> rows = [];
        foreach (RunReport run in await lake.Runs.ListAsync(RunsLookedAtMax, cancellationToken))
        {
            foreach (StepReport step in run.Steps.Where(step => IsJudged(step) && wanted.Remove(step.Table)))
            {
                rows.AddRange(step.Checks.Select(check => new object?[]
                {
                    step.Table, check.Name, Words.Of(check.OnFail), check.Rows, step.RowsIn, check.Detail,
                    run.RunId, run.StartedAt,
                }));
            }
        }

        await context.WriteRowsAsync(OutputRows.Of(Columns, rows), cancellationToken);
        if (rows.Count == 0)
        {
            context.Say("No check has run yet; 'tarn run' runs them with the models");
        }

        return ExitCode.Ok;
    }

    private static bool IsJudged(StepReport step) => step.State is RunState.Succeeded or RunState.Failed;
}
