using Tarn.Alarms.Notifications.Outbox;
using Tarn.Alarms.Notifications.Sending;

namespace Tarn.Alarms.Topics.Delivery;

/// <summary>What is on its way to one subscriber, in order. Deliveries are made by one user at a time.</summary>
internal sealed class SubscriberQueue(
    DeliveryStore store, TopicSender sender, BackOff backOff, TimeProvider timeProvider)
{
    private readonly Queue<TopicDelivery> _waiting = new();
    private readonly Lock _lock = new();

    /// <summary>When something is to be sent; null when nothing waits. Thread-safe.</summary>
    public DateTimeOffset? NextAt
    {
        get
        {
            lock (_lock)
            {
                return _waiting.TryPeek(out TopicDelivery? first) ? first.NextAt ?? DateTimeOffset.MinValue : null;
            }
        }
    }

    /// <summary>Takes in what is kept already. Thread-safe.</summary>
    public void Add(TopicDelivery delivery)
    {
        lock (_lock)
        {
            _waiting.Enqueue(delivery);
        }
    }

    /// <summary>Sends what is due, until it is done or one does not go.</summary>
    /// <param name="find">The subscription as it is now; null when it is gone.</param>
    /// <param name="dropped">Told of what was given up, and why.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task DeliverAsync(
        Func<string, CancellationToken, Task<TopicSubscription?>> find,
        Action<TopicDelivery, string> dropped,
        CancellationToken cancellationToken)
    {
        while (Peek() is { } first)
        {
            TopicSubscription? subscription = await find(first.SubscriptionId, cancellationToken);
            SendOutcome outcome = subscription is null
                ? new SendOutcome.Sent()
                : await sender.SendAsync(first, subscription, cancellationToken);
            int attempts = first.Attempts + 1;
            if (outcome is SendOutcome.Later && attempts < BackOff.AttemptsMax)
            {
                TopicDelivery again = first with
                {
                    Attempts = attempts,
                    NextAt = timeProvider.GetUtcNow() + backOff.After(attempts),
                };
                await store.SaveAsync(again, cancellationToken);
                Replace(again);
                return;
            }

            await store.DeleteAsync(first, cancellationToken);
            Remove();
            string? reason = (outcome as SendOutcome.Later)?.Reason ?? (outcome as SendOutcome.Refused)?.Reason;
            if (reason is not null)
            {
                dropped(first, reason);
            }
        }
    }

    /// <summary>The first when it is due; null when nothing is.</summary>
    private TopicDelivery? Peek()
    {
        lock (_lock)
        {
            return _waiting.TryPeek(out TopicDelivery? first)
                && (first.NextAt is not { } next || next <= timeProvider.GetUtcNow())
                ? first
                : null;
        }
    }

    private void Remove()
    {
        lock (_lock)
        {
            _waiting.Dequeue();
        }
    }

    private void Replace(TopicDelivery first)
    {
        lock (_lock)
        {
            TopicDelivery[] others = [.. _waiting.Skip(1)];
            _waiting.Clear();
            _waiting.Enqueue(first);
            foreach (TopicDelivery other in others)
            {
                _waiting.Enqueue(other);
            }
        }
    }
}
