using Tarn.State;

namespace Tarn.Streams.Delivery;

/// <summary>How far streams have been delivered, one document each.</summary>
internal sealed class DeliveryStates(DocumentStore documents)
{
    public async Task<DeliveryState> ReadAsync(string stream, CancellationToken cancellationToken) =>
        (await documents.ReadAsync(Name(stream), StreamsJson.Default.DeliveryState, cancellationToken))?.Value
        ?? new DeliveryState();

    public Task WriteAsync(string stream, DeliveryState state, CancellationToken cancellationToken) =>
        documents.PutAsync(Name(stream), state, StreamsJson.Default.DeliveryState, cancellationToken);

    public Task RemoveAsync(string stream, CancellationToken cancellationToken) =>
        documents.DeleteAsync(Name(stream), cancellationToken);

    private static string Name(string stream) => $"streams/delivery/{stream}";
}
