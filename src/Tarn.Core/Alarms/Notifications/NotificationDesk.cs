using Tarn.Alarms.Notifications.Outbox;
using Tarn.Alarms.Notifications.Subjects;
using Tarn.Observability;

namespace Tarn.Alarms.Notifications;

/// <summary>
/// Decides what people are told, keeps it, and sends it. What was kept is sent at least once: a receiver may get a
/// notification again after a crash, with the same id. One user at a time; its process has the lake.
/// </summary>
public sealed class NotificationDesk
{
    /// <summary>What ended longer ago is not told any more.</summary>
    private static readonly TimeSpan OldMin = TimeSpan.FromDays(1);

    private readonly NotificationParts _parts;
    private readonly MessageStore _messages;
    private readonly SubjectStore _subjects;
    private readonly OutcomeJudge _judge;
    private readonly Dictionary<string, ChannelQueue> _channels;

    private NotificationDesk(NotificationParts parts)
    {
        _parts = parts;
        _messages = new MessageStore(parts.Documents);
        _subjects = new SubjectStore(parts.Documents);
        _judge = new OutcomeJudge(parts.Settings.RepeatAfter);
        BackOff backOff = new(parts.Random);
        _channels = parts.Settings.Channels.Values.ToDictionary(
            channel => channel.Name,
            channel => new ChannelQueue(channel, _messages, parts.Sender, backOff, parts.TimeProvider));
    }

    /// <summary>When something is to be sent; null when nothing waits.</summary>
    public DateTimeOffset? NextAt => _channels.Values.Min(queue => queue.NextAt);

    /// <summary>Takes up what was left, and what ended while nobody listened.</summary>
    public static async Task<NotificationDesk> OpenAsync(
        NotificationParts parts, CancellationToken cancellationToken)
    {
        NotificationDesk desk = new(parts);
        foreach (NotificationMessage message in await desk._messages.ListAsync(int.MaxValue, cancellationToken))
        {
            await desk.TakeUpAsync(message, cancellationToken);
        }

        DateTimeOffset now = parts.TimeProvider.GetUtcNow();
        foreach (WorkOutcome outcome in await parts.Work.ListLatestAsync(cancellationToken))
        {
            if (outcome.Result == WorkResult.Succeeded || outcome.EndedAt > now - OldMin)
            {
                await desk.TakeInAsync(outcome, cancellationToken);
            }
        }

        return desk;
    }

    /// <summary>Keeps what people are to be told of an end, if anything; sends nothing yet.</summary>
    public async Task TakeInAsync(WorkOutcome outcome, CancellationToken cancellationToken)
    {
        SubjectState before = await _subjects.ReadAsync(outcome.Kind, outcome.Name, cancellationToken);
        (SubjectState after, Notification? told) = _judge.Judge(before, outcome);
        await KeepAsync(before, after, told, cancellationToken);
    }

    /// <summary>Keeps what people are to be told of a run that has not ended in time.</summary>
    public async Task TakeInAsync(WorkLateness late, CancellationToken cancellationToken)
    {
        SubjectState before = await _subjects.ReadAsync(late.Kind, late.Name, cancellationToken);
        (SubjectState after, Notification? told) = LatenessJudge.Judge(
            before, late, _parts.TimeProvider.GetUtcNow());
        await KeepAsync(before, after, told, cancellationToken);
    }

    /// <summary>Keeps what people are to be told of work that is late.</summary>
    public async Task CheckLateAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = _parts.TimeProvider.GetUtcNow();
        foreach (LatenessRule rule in _parts.Settings.Late)
        {
            RunningWork? running = rule.Takes is null
                ? null
                : await _parts.Work.FindRunningAsync(rule.Kind, rule.Name, cancellationToken);
            SubjectState before = await _subjects.ReadAsync(rule.Kind, rule.Name, cancellationToken);
            (SubjectState after, Notification? told) = LatenessJudge.Judge(rule, before, running, now);
            await KeepAsync(before, after, told, cancellationToken);
        }
    }

    /// <summary>Sends what is due; channels do not wait for each other.</summary>
    public Task DeliverAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_channels.Values.Select(queue => queue.DeliverAsync(cancellationToken)));

    /// <summary>Forgets the oldest that are done.</summary>
    public Task PruneAsync(CancellationToken cancellationToken) =>
        _messages.PruneAsync(MessageStore.KeptMax, cancellationToken);

    /// <summary>The message first: after a crash between, the same one is made again and is there already.</summary>
    private async Task KeepAsync(
        SubjectState before, SubjectState after, Notification? told, CancellationToken cancellationToken)
    {
        if (told is not null)
        {
            NotificationMessage message = new(
                told, [.. _parts.Settings.ChannelsOf(told).Select(channel => new Delivery(channel))]);
            if (await _messages.TryAddAsync(message, cancellationToken))
            {
                await TakeUpAsync(message, cancellationToken);
            }
        }

        if (after != before)
        {
            await _subjects.SaveAsync(before, after, cancellationToken);
        }
    }

    private async Task TakeUpAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        foreach (Delivery delivery in message.Deliveries)
        {
            if (_channels.TryGetValue(delivery.Channel, out ChannelQueue? queue))
            {
                queue.Add(message.Notification, delivery);
            }
            else if (delivery.IsOpen)
            {
                await _messages.ChangeAsync(
                    message.Notification.Id,
                    delivery with { State = DeliveryState.Failed, Error = "lake.yaml has no such channel any more" },
                    cancellationToken);
            }
        }
    }
}
