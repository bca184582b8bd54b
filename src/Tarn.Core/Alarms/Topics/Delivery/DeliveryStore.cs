using Tarn.State;

namespace Tarn.Alarms.Topics.Delivery;

/// <summary>What is on its way to subscribers, one document each.</summary>
internal sealed class DeliveryStore(DocumentStore documents)
{
    private const string Folder = "topics/deliveries/";

    public Task SaveAsync(TopicDelivery delivery, CancellationToken cancellationToken) => documents.PutAsync(
        Folder + delivery.Name, delivery, TopicsJson.Default.TopicDelivery, cancellationToken);

    public Task DeleteAsync(TopicDelivery delivery, CancellationToken cancellationToken) =>
        documents.DeleteAsync(Folder + delivery.Name, cancellationToken);

    /// <summary>In the order in which they were published.</summary>
    public async Task<IReadOnlyList<TopicDelivery>> ListAsync(CancellationToken cancellationToken)
    {
        List<TopicDelivery> deliveries = [];
        foreach (string name in await documents.ListAsync(Folder, cancellationToken))
        {
            Document<TopicDelivery>? document = await documents.ReadAsync(
                name, TopicsJson.Default.TopicDelivery, cancellationToken);
            if (document is not null)
            {
                deliveries.Add(document.Value);
            }
        }

        return [.. deliveries.OrderBy(delivery => delivery.Message.At)];
    }
}
