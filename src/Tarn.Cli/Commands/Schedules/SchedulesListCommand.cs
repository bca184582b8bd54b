using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Flows.Scheduling;

namespace Tarn.Cli.Commands.Schedules;

/// <summary>Lists what starts by the clock, with the next moments.</summary>
internal sealed class SchedulesListCommand : LakeCommand
{
    private const int CountMax = 1000;

    private static readonly OutputColumn[] Columns =
    [
        new("schedule"), new("starts"), new("when"), new("next", ColumnKind.Moment), new("then"),
    ];

    private static readonly OutputColumn[] MomentColumns =
        [new("moment", ColumnKind.Moment), new("schedule"), new("starts")];

    private static readonly Option<int?> Next = new("--next")
    {
        Description = "Instead: the next moments of all, in their order",
        HelpName = "N",
    };

    public SchedulesListCommand()
        : base("list", "List what starts by the clock, and when next: schedules, triggers and crawlers")
    {
        Options.Add(Next);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        TimeProvider timeProvider = context.Services.TimeProvider;
        LakeSchedules schedules = new(
            OpenFlows.SchedulesOf(lake, timeProvider),
            OpenFlows.CatalogOf(lake, timeProvider),
            LakeCatalogs.CrawlersOf(lake, timeProvider),
            lake.Documents,
            exception => context.Warn(exception.Code, exception.Message));
        IReadOnlyList<ScheduledItem> items = await schedules.ListAsync(cancellationToken);
        DateTimeOffset now = timeProvider.GetUtcNow();
        OutputRows rows = context.Arguments.GetValue(Next) is { } count
            ? OutputRows.Of(MomentColumns, Moments(items, now, Math.Clamp(count, 1, CountMax)))
            : OutputRows.Of(Columns, items.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item =>
            {
                DateTimeOffset? next = item.Timing.Next(now);
                return new object?[]
                {
                    item.Key, item.Target.ToString(), item.Timing.Schedule.ToString(), next,
                    next is { } first ? item.Timing.Next(first)?.UtcDateTime.ToString("u") : null,
                };
            }));
        await context.WriteRowsAsync(rows, cancellationToken);
        return ExitCode.Ok;
    }

    private static IEnumerable<object?[]> Moments(
        IReadOnlyList<ScheduledItem> items, DateTimeOffset now, int count)
    {
        PriorityQueue<ScheduledItem, DateTimeOffset> queue = new();
        foreach (ScheduledItem item in items)
        {
            if (item.Timing.Next(now) is { } first)
            {
                queue.Enqueue(item, first);
            }
        }

        for (int taken = 0; taken < count && queue.TryDequeue(out ScheduledItem? item, out DateTimeOffset at); taken++)
        {
            yield return [at, item.Key, item.Target.ToString()];
            if (item.Timing.Next(at) is { } next)
            {
                queue.Enqueue(item, next);
            }
        }
    }
}
