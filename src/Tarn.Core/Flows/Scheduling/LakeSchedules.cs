using Tarn.Common;
using Tarn.Crawlers.Stored;
using Tarn.Flows.Schedules;
using Tarn.State;

namespace Tarn.Flows.Scheduling;

/// <summary>All of a lake that the clock is to start: schedules, triggers and crawlers.</summary>
/// <param name="schedules">Of clients and files.</param>
/// <param name="flows">Has the triggers.</param>
/// <param name="crawlers">Of clients and files.</param>
/// <param name="documents">Where those of clients are kept.</param>
/// <param name="failed">Told of schedules that make no sense.</param>
public sealed class LakeSchedules(
    ScheduleCatalog schedules,
    FlowCatalog flows,
    CrawlerCatalog crawlers,
    DocumentStore documents,
    Action<TarnException> failed) : IScheduledItems
{
    private const string Entries = "entries/";
    private const string Schedules = "schedules/";
    private const string Triggers = "triggers/";
    private const string Crawlers = "crawlers/";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScheduledItem>> ListAsync(CancellationToken cancellationToken)
    {
        IEnumerable<ScheduledItem?> all =
        [
            .. (await schedules.ListAsync(cancellationToken)).Select(schedule => Of(schedule)),
            .. (await flows.ListTriggersAsync(cancellationToken)).Select(trigger => Of(trigger)),
            .. (await crawlers.ListAsync(cancellationToken)).Select(Of),
        ];
        return [.. all.OfType<ScheduledItem>()];
    }

    /// <inheritdoc/>
    public async Task<ScheduledItem?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (key.StartsWith(Schedules, StringComparison.Ordinal))
        {
            string[] parts = key[Schedules.Length..].Split('/');
            ScheduleDefinition? schedule = parts.Length == 2
                ? await schedules.FindAsync(parts[0], parts[1], cancellationToken)
                : null;
            return schedule is null ? null : Of(schedule);
        }

        if (key.StartsWith(Triggers, StringComparison.Ordinal))
        {
            Trigger? trigger = await flows.FindTriggerAsync(key[Triggers.Length..], cancellationToken);
            return trigger is null ? null : Of(trigger);
        }

        KnownCrawler? crawler = (await crawlers.ListAsync(cancellationToken))
            .FirstOrDefault(known => Crawlers + known.Name == key);
        return crawler is null ? null : Of(crawler);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string key, CancellationToken cancellationToken)
    {
        string[] parts = key[Schedules.Length..].Split('/');
        await schedules.DeleteAsync(parts[0], parts[1], cancellationToken);
    }

    /// <inheritdoc/>
    public IDisposable Listen(Action<string> changed)
    {
        IDisposable[] all = [.. new[] { Schedules, Triggers, Crawlers }
            .Select(folder => documents.Listen(Entries + folder, name => changed(name[Entries.Length..])))];
        return new Listening(all);
    }

    private ScheduledItem? Of(ScheduleDefinition schedule) => !schedule.IsOn ? null : Read(() => new ScheduledItem(
        $"{Schedules}{schedule.Group}/{schedule.Name}",
        schedule.ReadTiming(),
        schedule.Target,
        schedule.File is null ? schedule.UpdatedAt : null)
    {
        IsDeletedAtEnd = schedule.IsDeletedAtEnd && schedule.File is null,
    });

    private ScheduledItem? Of(Trigger trigger) => trigger.Kind != TriggerKind.Scheduled || trigger.IsOn != true
        ? null
        : Read(() => new ScheduledItem(
            $"{Triggers}{trigger.Name}",
            trigger.ReadTiming(),
            new ScheduleTarget { Kind = ScheduleTargetKind.Trigger, Name = trigger.Name },
            trigger.File is null ? trigger.UpdatedAt : null));

    private static ScheduledItem? Of(KnownCrawler crawler) =>
        crawler.Definition.Schedule is not { } schedule || crawler.Stored is { IsScheduleOn: false }
            ? null
            : new ScheduledItem(
                $"{Crawlers}{crawler.Name}",
                new ScheduleTiming(schedule, StartAt: null, EndAt: null, MissedRuns.Default),
                new ScheduleTarget { Kind = ScheduleTargetKind.Crawler, Name = crawler.Name },
                crawler.Stored?.UpdatedAt);

    private ScheduledItem? Read(Func<ScheduledItem> read)
    {
        try
        {
            return read();
        }
        catch (TarnException exception)
        {
            failed(exception);
            return null;
        }
    }

    private sealed class Listening(IDisposable[] all) : IDisposable
    {
        public void Dispose()
        {
            foreach (IDisposable one in all)
            {
                one.Dispose();
            }
        }
    }
}
