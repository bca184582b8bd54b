using System.Text.Json;
using Tarn.Protocols.Aws.Firehose.Destinations;
using Tarn.Protocols.Aws.Wire;
using Tarn.Streams;
using Tarn.Streams.Rules;

namespace Tarn.Protocols.Aws.Firehose.Streams;

/// <summary>UpdateDestination: changes what a request says, and leaves the rest.</summary>
internal static class UpdateDestination
{
    public static async Task<Nothing> RunAsync(
        UpdateDestinationRequest request, FirehoseParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        if (request.OtherUpdates.Any(update => update is not null))
        {
            throw FirehoseErrors.Invalid("Tarn's streams deliver to S3: ExtendedS3DestinationUpdate");
        }

        S3Destination update = request.ExtendedS3DestinationUpdate ?? request.S3DestinationUpdate
            ?? throw FirehoseErrors.Invalid("Exactly one destination update is required.");
        DestinationAnswer.RequireId(request.DestinationId);
        await parts.Streams.UpdateAsync(
            request.DeliveryStreamName,
            stream => Change(stream, request.CurrentDeliveryStreamVersionId, update),
            cancellationToken);
        return Nothing.Value;
    }

    private static KnownStream Change(KnownStream stream, string expectedVersion, S3Destination update)
    {
        string version = DescribeDeliveryStream.VersionIdOf(stream);
        if (version != expectedVersion)
        {
            throw new AwsException(
                "ConcurrentModificationException",
                $"Current version id {version} does not match the version id {expectedVersion} of the request");
        }

        StreamDetails details = StreamDetails.TryRead(stream.Details)!;
        S3Destination destination = details.Destination.With(update);
        if ((details.Destination.DynamicPartitioningConfiguration?.Enabled == true)
            != (destination.DynamicPartitioningConfiguration?.Enabled == true))
        {
            throw FirehoseErrors.Invalid(
                "Dynamic partitioning can be enabled only when a stream is created, and not be disabled.");
        }

        StreamDefinition definition = DestinationMapping.ToDefinition(stream.Definition.Name, destination);
        StreamRules.Require(definition);
        return stream with
        {
            Definition = definition,
            Details = (details with { Destination = destination }).Write(),
        };
    }
}

internal sealed record UpdateDestinationRequest : IStreamRequest
{
    public required string DeliveryStreamName { get; init; }

    public required string CurrentDeliveryStreamVersionId { get; init; }

    public required string DestinationId { get; init; }

    public S3Destination? S3DestinationUpdate { get; init; }

    public S3Destination? ExtendedS3DestinationUpdate { get; init; }

    public JsonElement? RedshiftDestinationUpdate { get; init; }

    public JsonElement? ElasticsearchDestinationUpdate { get; init; }

    public JsonElement? AmazonopensearchserviceDestinationUpdate { get; init; }

    public JsonElement? AmazonOpenSearchServerlessDestinationUpdate { get; init; }

    public JsonElement? SplunkDestinationUpdate { get; init; }

    public JsonElement? HttpEndpointDestinationUpdate { get; init; }

    public JsonElement? SnowflakeDestinationUpdate { get; init; }

    public JsonElement? IcebergDestinationUpdate { get; init; }

    internal IEnumerable<JsonElement?> OtherUpdates =>
    [
        RedshiftDestinationUpdate,
        ElasticsearchDestinationUpdate,
        AmazonopensearchserviceDestinationUpdate,
        AmazonOpenSearchServerlessDestinationUpdate,
        SplunkDestinationUpdate,
        HttpEndpointDestinationUpdate,
        SnowflakeDestinationUpdate,
        IcebergDestinationUpdate,
    ];
}
