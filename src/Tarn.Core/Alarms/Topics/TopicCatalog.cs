using Tarn.Alarms.Topics.Filters;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Alarms.Topics;

/// <summary>The topics of a lake and their subscriptions. Thread-safe.</summary>
/// <param name="documents">Where they are kept.</param>
/// <param name="timeProvider">Dates them.</param>
public sealed class TopicCatalog(DocumentStore documents, TimeProvider timeProvider)
{
    private readonly NamedEntries<Topic> _topics = new(
        documents, "entries/topics/", "topic", TopicsJson.Default.Topic);

    private readonly NamedEntries<TopicSubscription> _subscriptions = new(
        documents, "entries/subscriptions/", "subscription", TopicsJson.Default.TopicSubscription);

    public Task<IReadOnlyList<Topic>> ListAsync(CancellationToken cancellationToken) =>
        _topics.ListAsync(cancellationToken);

    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public Task<Topic> GetAsync(string name, CancellationToken cancellationToken) =>
        _topics.GetAsync(name, cancellationToken);

    /// <summary>Null when there is none.</summary>
    public Task<Topic?> FindAsync(string name, CancellationToken cancellationToken) =>
        _topics.FindAsync(name, cancellationToken);

    /// <exception cref="TarnException"><c>TN5010</c>: there is one; <c>TN1005</c>: a bad name.</exception>
    public Task CreateAsync(Topic topic, CancellationToken cancellationToken) => _topics.AddAsync(
        topic.Name, topic with { CreatedAt = timeProvider.GetUtcNow() }, cancellationToken);

    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public Task UpdateAsync(string name, Func<Topic, Topic> change, CancellationToken cancellationToken) =>
        _topics.UpdateAsync(name, change, cancellationToken);

    /// <summary>Takes it out with its subscriptions; false when there is none.</summary>
    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        foreach (TopicSubscription subscription in await ListSubscriptionsAsync(name, cancellationToken))
        {
            await _subscriptions.DeleteAsync(subscription.Id, cancellationToken);
        }

        return await _topics.DeleteAsync(name, cancellationToken);
    }

    /// <summary>In ordinal order of their ids.</summary>
    /// <param name="topic">Null for those of all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<TopicSubscription>> ListSubscriptionsAsync(
        string? topic, CancellationToken cancellationToken) =>
    [
        .. (await _subscriptions.ListAsync(cancellationToken))
            .Where(subscription => topic is null || subscription.Topic == topic)
            .OrderBy(subscription => subscription.Id, StringComparer.Ordinal),
    ];

    /// <summary>Null when there is none.</summary>
    public Task<TopicSubscription?> FindSubscriptionAsync(string id, CancellationToken cancellationToken) =>
        DocumentStore.CanName(id)
            ? _subscriptions.FindAsync(id, cancellationToken)
            : Task.FromResult<TopicSubscription?>(null);

    /// <exception cref="TarnException"><c>TN1005</c>: its filter means nothing.</exception>
    public Task AddSubscriptionAsync(TopicSubscription subscription, CancellationToken cancellationToken) =>
        _subscriptions.AddAsync(
            subscription.Id,
            Checked(subscription with { CreatedAt = timeProvider.GetUtcNow() }),
            cancellationToken);

    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is none; <c>TN1005</c>: its filter means nothing.
    /// </exception>
    public Task UpdateSubscriptionAsync(
        string id, Func<TopicSubscription, TopicSubscription> change, CancellationToken cancellationToken) =>
        _subscriptions.UpdateAsync(id, subscription => Checked(change(subscription)), cancellationToken);

    /// <summary>False when there is none.</summary>
    public Task<bool> DeleteSubscriptionAsync(string id, CancellationToken cancellationToken) =>
        _subscriptions.DeleteAsync(id, cancellationToken);

    private static TopicSubscription Checked(TopicSubscription subscription)
    {
        if (subscription.FilterPolicy is { } policy)
        {
            MessageFilter.Parse(policy, subscription.IsFilteredByBody);
        }

        return subscription;
    }
}
