using System.Globalization;
using Tarn.Alarms.Notifications.Channels;
using Tarn.Alarms.Notifications.Sending;

namespace Tarn.Alarms.Notifications.Outbox;

/// <summary>
/// What waits for one channel: sent in order, again with pauses when it does not go. One user at a time.
/// </summary>
internal sealed class ChannelQueue(
    NotificationChannel channel,
    MessageStore store,
    INotificationSender sender,
    BackOff backOff,
    TimeProvider timeProvider)
{
    private const int TitlesMax = 20;

    private readonly SortedDictionary<string, Notification> _waiting = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Notification> _held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Delivery> _deliveries = [];
    private readonly HourlyCount _sent = new(channel.HourlyMax);
    private DateTimeOffset _pausedUntil = DateTimeOffset.MinValue;

    /// <summary>When there is something to do; null when nothing waits.</summary>
    public DateTimeOffset? NextAt => _waiting.Count > 0 ? _pausedUntil
        : _held.Count == 0 ? null
        : _sent.FreeAt > _pausedUntil ? _sent.FreeAt : _pausedUntil;

    /// <summary>Takes in a delivery as it was kept.</summary>
    public void Add(Notification notification, Delivery delivery)
    {
        if (delivery.SentAt is { } at && IsCounted(notification))
        {
            _sent.Add(at);
        }

        if (!delivery.IsOpen)
        {
            return;
        }

        _deliveries[notification.Id] = delivery;
        if (delivery.State == DeliveryState.Held)
        {
            _held[notification.Id] = notification;
            return;
        }

        _waiting[notification.Id] = notification;
        _pausedUntil = delivery.NextAt > _pausedUntil ? delivery.NextAt.Value : _pausedUntil;
    }

    /// <summary>Sends what is due, until it is done or one does not go.</summary>
    public async Task DeliverAsync(CancellationToken cancellationToken)
    {
        while (_waiting.Count > 0 && timeProvider.GetUtcNow() >= _pausedUntil)
        {
            Notification next = _waiting.First().Value;
            if (IsCounted(next) && _sent.IsFull(timeProvider.GetUtcNow()))
            {
                await ChangeAsync(next, _deliveries[next.Id] with { State = DeliveryState.Held }, cancellationToken);
                _held[next.Id] = next;
            }
            else
            {
                await SendAsync(next, cancellationToken);
            }
        }

        DateTimeOffset now = timeProvider.GetUtcNow();
        if (_waiting.Count == 0 && _held.Count > 0 && now >= _pausedUntil && !_sent.IsFull(now))
        {
            await TellHeldAsync(cancellationToken);
        }
    }

    /// <summary>That something works again is told whatever came before it.</summary>
    private static bool IsCounted(Notification notification) =>
        notification.Event is not (NotificationEvent.Recovered or NotificationEvent.Test);

    private async Task SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        Delivery before = _deliveries[notification.Id];
        SendOutcome outcome = await sender.SendAsync(channel, notification, cancellationToken);
        DateTimeOffset now = timeProvider.GetUtcNow();
        Delivery tried = before with { Attempts = before.Attempts + 1, NextAt = null };
        Delivery after = outcome switch
        {
            SendOutcome.Sent => tried with { State = DeliveryState.Sent, SentAt = now, Error = null },
            SendOutcome.Later later when tried.Attempts < BackOff.AttemptsMax =>
                tried with { NextAt = now + backOff.After(tried.Attempts), Error = later.Reason },
            SendOutcome.Later later => tried with { State = DeliveryState.Failed, Error = later.Reason },
            SendOutcome.Refused refused => tried with { State = DeliveryState.Failed, Error = refused.Reason },
            _ => throw new InvalidOperationException($"{outcome}"),
        };
        if (after.State == DeliveryState.Sent && IsCounted(notification))
        {
            _sent.Add(now);
        }

        _pausedUntil = after.NextAt ?? _pausedUntil;
        await ChangeAsync(notification, after, cancellationToken);
    }

    private async Task ChangeAsync(Notification notification, Delivery after, CancellationToken cancellationToken)
    {
        await store.ChangeAsync(notification.Id, after, cancellationToken);
        _deliveries[notification.Id] = after;
        if (after.State != DeliveryState.Waiting)
        {
            _waiting.Remove(notification.Id);
        }

        if (!after.IsOpen)
        {
            _held.Remove(notification.Id);
            _deliveries.Remove(notification.Id);
        }
    }

    /// <summary>One instead of all that were held back.</summary>
    private async Task TellHeldAsync(CancellationToken cancellationToken)
    {
        Notification[] held = [.. _held.Values];
        Notification summary = new()
        {
            Id = $"{held[^1].Id}-held",
            At = held[^1].At,
            Event = NotificationEvent.HeldBack,
            Title = string.Create(CultureInfo.InvariantCulture, $"{held.Length} notifications were held back"),
            Text = string.Join('\n', held.Take(TitlesMax).Select(one => one.Title))
                + (held.Length > TitlesMax ? "\n…" : "")
                + $"\n\nThe channel takes {channel.HourlyMax} an hour.",
        };
        SendOutcome outcome = await sender.SendAsync(channel, summary, cancellationToken);
        DateTimeOffset now = timeProvider.GetUtcNow();
        if (outcome is SendOutcome.Later)
        {
            _pausedUntil = now + backOff.After(1);
            return;
        }

        _sent.Add(now);
        foreach (Notification one in held)
        {
            await ChangeAsync(
                one, _deliveries[one.Id] with { State = DeliveryState.HeldAndTold }, cancellationToken);
        }
    }
}
