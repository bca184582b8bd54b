using System.Collections.Concurrent;
using System.Security.Cryptography;
using Tarn.Alarms.Notifications.Outbox;
using Tarn.Alarms.Topics.Delivery;
using Tarn.Alarms.Topics.Filters;
using Tarn.Common;

namespace Tarn.Alarms.Topics;

/// <summary>
/// Topics, and messages on their way to subscribers. What was published is kept before that is said, and sent at least
/// once: in order to each subscriber, again with pauses when it does not go. Thread-safe.
/// </summary>
public sealed class TopicService : IAsyncDisposable
{
    private const int TokenBytes = 32;

    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(15);

    private readonly TopicServiceParts _parts;
    private readonly DeliveryStore _store;
    private readonly BackOff _backOff;
    private readonly ConcurrentDictionary<string, SubscriberQueue> _queues = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _news = new(0);
    private Task _work = Task.CompletedTask;

    private TopicService(TopicServiceParts parts)
    {
        _parts = parts;
        _store = new DeliveryStore(parts.Documents);
        _backOff = new BackOff(parts.Random);
        Catalog = new TopicCatalog(parts.Documents, parts.TimeProvider);
    }

    /// <summary>The topics there are.</summary>
    public TopicCatalog Catalog { get; }

    /// <summary>Whether mail can be sent.</summary>
    public bool HasMail => _parts.Sender.Mail is not null;

    /// <summary>Begins with what the process before left.</summary>
    public static async Task<TopicService> StartAsync(TopicServiceParts parts, CancellationToken cancellationToken)
    {
        TopicService service = new(parts);
        foreach (TopicDelivery delivery in await service._store.ListAsync(cancellationToken))
        {
            service.QueueOf(delivery.SubscriptionId).Add(delivery);
        }

        service._work = Task.Run(service.RunAsync, CancellationToken.None);
        return service;
    }

    /// <summary>Publishes to all who are subscribed and want it; it is kept when this returns.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such topic.</exception>
    public async Task<string> PublishAsync(
        string topic, Func<string, DateTimeOffset, TopicMessage> make, CancellationToken cancellationToken)
    {
        await Catalog.GetAsync(topic, cancellationToken);
        TopicMessage message = make(UniversalId.Of(_parts.IdSource.NextId()), _parts.TimeProvider.GetUtcNow());
        foreach (TopicSubscription subscription in await Catalog.ListSubscriptionsAsync(topic, cancellationToken))
        {
            bool isWanted = subscription.FilterPolicy is not { } policy
                || MessageFilter.Parse(policy, subscription.IsFilteredByBody).Fits(message);
            if (subscription.IsConfirmed && isWanted)
            {
                await SendAsync(
                    new TopicDelivery(TopicDeliveryKind.Message, subscription.Id, message), cancellationToken);
            }
        }

        return message.Id;
    }

    /// <summary>Takes a subscriber in and asks whether it wants to be one.</summary>
    /// <param name="make">Makes it, with its id and token.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<TopicSubscription> SubscribeAsync(
        Func<string, string, TopicSubscription> make, CancellationToken cancellationToken)
    {
        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        TopicSubscription subscription = make(UniversalId.Of(_parts.IdSource.NextId()), token);
        await Catalog.AddSubscriptionAsync(subscription, cancellationToken);
        await AskAsync(subscription, cancellationToken);
        return subscription;
    }

    /// <summary>Asks a subscriber that has not confirmed, maybe once more.</summary>
    public Task AskAsync(TopicSubscription subscription, CancellationToken cancellationToken)
    {
        TopicMessage question = new()
        {
            Id = UniversalId.Of(_parts.IdSource.NextId()),
            At = _parts.TimeProvider.GetUtcNow(),
            Subject = "Confirm the subscription",
            Text = $"You have chosen to subscribe to the topic {subscription.Topic}.",
        };
        return SendAsync(
            new TopicDelivery(TopicDeliveryKind.Confirmation, subscription.Id, question), cancellationToken);
    }

    /// <summary>What was not sent stays kept.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _parts.Sender.Dispose();
        _news.Dispose();
        _stop.Dispose();
    }

    private async Task SendAsync(TopicDelivery delivery, CancellationToken cancellationToken)
    {
        await _store.SaveAsync(delivery, cancellationToken);
        QueueOf(delivery.SubscriptionId).Add(delivery);
        _news.Release();
    }

    private SubscriberQueue QueueOf(string subscription) => _queues.GetOrAdd(
        subscription, _ => new SubscriberQueue(_store, _parts.Sender, _backOff, _parts.TimeProvider));

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await TurnAsync();
                await _news.WaitAsync(Pause(), _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The server ends, and this with it.
        }
    }

    private async Task TurnAsync()
    {
        try
        {
            await Task.WhenAll(_queues.Values.Select(queue => queue.DeliverAsync(
                Catalog.FindSubscriptionAsync,
                (delivery, reason) => _parts.Warn(
                    ErrorCodes.OutboundFailed,
                    $"message {delivery.Message.Id} of a topic did not get to its subscriber: {reason}"),
                _stop.Token)));
        }
        catch (TarnException exception)
        {
            _parts.Warn(exception.Code, $"messages of topics wait: {exception.Message}");
        }
    }

    private TimeSpan Pause()
    {
        TimeSpan pause = _queues.Values.Min(queue => queue.NextAt) is { } next
            ? next - _parts.TimeProvider.GetUtcNow()
            : LookInterval;
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause < LookInterval ? pause : LookInterval;
    }
}
