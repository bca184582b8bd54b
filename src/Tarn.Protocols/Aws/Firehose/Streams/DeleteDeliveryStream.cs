using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Firehose.Streams;

/// <summary>DeleteDeliveryStream: what waits is delivered before; with force it is given up.</summary>
internal static class DeleteDeliveryStream
{
    public static async Task<Nothing> RunAsync(
        DeleteDeliveryStreamRequest request, FirehoseParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        await parts.Streams.DeleteAsync(
            request.DeliveryStreamName, request.AllowForceDelete == true, cancellationToken);
        return Nothing.Value;
    }
}

internal sealed record DeleteDeliveryStreamRequest : IStreamRequest
{
    public required string DeliveryStreamName { get; init; }

    public bool? AllowForceDelete { get; init; }
}
