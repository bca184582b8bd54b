using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Tarn.Cli.Commands.Workflows;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Flows.Backfills;

namespace Tarn.Cli.Commands;

/// <summary>Runs a workflow or a job for each interval of a range that has not succeeded yet.</summary>
internal sealed class BackfillCommand : LakeCommand
{
    private static readonly OutputColumn[] Columns = [new("start"), new("end"), new("state"), new("run")];

    private static readonly Argument<string> Repeated = new("workflow or job")
    {
        Description = "Name of a workflow, or of a job",
        HelpName = "WORKFLOW|JOB",
    };

    private static readonly Option<DateTimeOffset?> From = Moment("--from", "The first moment");

    private static readonly Option<DateTimeOffset?> To = Moment("--to", "The end, which does not belong to it");

    private static readonly Option<TimeSpan?> Step = new("--step")
    {
        Description = "Length of an interval, as 1d or 6h [default: 1d]",
        HelpName = "DURATION",
        CustomParser = result =>
        {
            TimeSpan? step = UnitText.TryParseDuration(result.Tokens[0].Value);
            if (step is null)
            {
                result.AddError($"'{result.Tokens[0].Value}' is no duration; expected one such as 1d or 6h");
            }

            return step;
        },
    };

    private static readonly Option<int> Parallel = new("--parallel")
    {
        Description = "How many runs at a time",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Only list the intervals, with what was done of them",
    };

    public BackfillCommand()
        : base("backfill", "Run a workflow or a job for each interval of a range that has not succeeded yet")
    {
        Arguments.Add(Repeated);
        Options.Add(From);
        Options.Add(To);
        Options.Add(Step);
        Options.Add(Parallel);
        Options.Add(WorkflowArguments.Set);
        Options.Add(DryRun);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        BackfillRequest request = RequestOf(context);
        request = request with
        {
            Definition = await OpenFlows.CatalogOf(lake, context.Services.TimeProvider)
                .GetBackfillAsync(request.Workflow, cancellationToken),
        };
        Backfill backfill = new(lake.Documents, OpenFlows.RunsOf(lake));
        if (context.Arguments.GetValue(DryRun))
        {
            await WriteAsync(context, await backfill.PlanAsync(request, cancellationToken));
            return ExitCode.Ok;
        }

        await using OpenFlows flows = await OpenFlows.OpenAsync(context, lake, cancellationToken);
        IReadOnlyList<BackfillInterval> intervals = await backfill.RunAsync(
            request,
            flows.Workflows,
            context.Services.IdSource,
            interval => context.Say($"{interval.Start} to {interval.End}: {StateOf(interval)}"),
            cancellationToken);
        await WriteAsync(context, intervals);
        return intervals.All(interval => interval.IsDone) ? ExitCode.Ok : ExitCode.Failed;
    }

    private static Option<DateTimeOffset?> Moment(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "MOMENT",
        Required = true,
        CustomParser = Parse,
    };

    private static DateTimeOffset? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment))
        {
            return moment;
        }

        result.AddError($"'{text}' is no moment; expected one such as 2024-02-01 or 2024-02-01T12:00:00Z");
        return null;
    }

    private static BackfillRequest RequestOf(CommandContext context)
    {
        int parallel = context.Arguments.GetValue(Parallel);
        if (parallel is < 1 or > BackfillRequest.ParallelAllowedMax)
        {
            throw new UsageException($"--parallel is {parallel}, expected 1 to {BackfillRequest.ParallelAllowedMax}");
        }

        return new BackfillRequest(
            context.Arguments.GetRequiredValue(Repeated),
            context.Arguments.GetValue(From)!.Value,
            context.Arguments.GetValue(To)!.Value,
            context.Arguments.GetValue(Step) ?? TimeSpan.FromDays(1))
        {
            ParallelMax = parallel,
            Parameters = WorkflowArguments.ParametersOf(context),
        };
    }

    private static Task<long> WriteAsync(CommandContext context, IReadOnlyList<BackfillInterval> intervals) =>
        context.WriteRowsAsync(
            OutputRows.Of(Columns, intervals.Select(interval => new object?[]
            {
                interval.Start, interval.End, StateOf(interval), interval.RunId,
            })),
            CancellationToken.None);

    private static string StateOf(BackfillInterval interval) =>
        interval.State is { } state ? WorkflowTables.WordOf(state) : "missing";
}
