using System.Text.Json;
using Tarn.Protocols.Aws.Firehose.Destinations;
using Tarn.Protocols.Aws.Firehose.Encryption;
using Tarn.Protocols.Aws.Firehose.Tags;
using Tarn.Protocols.Aws.Wire;
using Tarn.Streams;
using Tarn.Streams.Rules;

namespace Tarn.Protocols.Aws.Firehose.Streams;

/// <summary>CreateDeliveryStream: a stream that takes puts and delivers to S3.</summary>
internal static class CreateDeliveryStream
{
    public static async Task<CreateDeliveryStreamResponse> RunAsync(
        CreateDeliveryStreamRequest request, FirehoseParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        RefuseUnsupported(request);
        S3Destination destination = DestinationOf(request);
        RequireArns(destination);
        StreamDefinition definition = DestinationMapping.ToDefinition(request.DeliveryStreamName, destination);
        StreamRules.Require(definition);
        StreamDetails details = new()
        {
            Destination = destination,
            Encryption = StreamEncryptions.Enabled(request.DeliveryStreamEncryptionConfigurationInput),
        };
        await parts.Streams.CreateAsync(
            definition,
            TagChanges.Merge(new Dictionary<string, string>(), request.Tags ?? []),
            details.Write(),
            cancellationToken);
        return new CreateDeliveryStreamResponse(StreamArn.Of(request.DeliveryStreamName, call));
    }

    private static S3Destination DestinationOf(CreateDeliveryStreamRequest request) =>
        (request.ExtendedS3DestinationConfiguration, request.S3DestinationConfiguration) switch
        {
            ({ } extended, null) => extended,
            (null, { } plain) => plain,
            (null, null) => throw FirehoseErrors.Invalid("Exactly one destination configuration is required."),
            _ => throw FirehoseErrors.Invalid(
                "Both S3DestinationConfiguration and ExtendedS3DestinationConfiguration are given, expected one."),
        };

    private static void RefuseUnsupported(CreateDeliveryStreamRequest request)
    {
        if (request.DeliveryStreamType is not (null or DescribeDeliveryStream.DirectPut))
        {
            throw FirehoseErrors.Invalid(
                $"DeliveryStreamType is {request.DeliveryStreamType}, and Tarn's streams take puts only: DirectPut");
        }

        if (request.OtherDestinations.Any(destination => destination is not null))
        {
            throw FirehoseErrors.Invalid("Tarn's streams deliver to S3: ExtendedS3DestinationConfiguration");
        }

        if (request.OtherSources.Any(source => source is not null))
        {
            throw FirehoseErrors.Invalid("Tarn's streams take puts only, and read from no other stream");
        }
    }

    /// <summary>Required of configurations, and not of the updates that have the same members.</summary>
    private static void RequireArns(S3Destination destination)
    {
        Json.JsonRequest.Require(("RoleARN", destination.RoleARN), ("BucketARN", destination.BucketARN));
        if (!destination.RoleARN!.StartsWith("arn:", StringComparison.Ordinal))
        {
            throw FirehoseErrors.Constraint("roleARN", "Member must satisfy regular expression pattern: arn:.*");
        }
    }
}

internal sealed record CreateDeliveryStreamRequest : IStreamRequest
{
    public required string DeliveryStreamName { get; init; }

    public string? DeliveryStreamType { get; init; }

    public EncryptionInput? DeliveryStreamEncryptionConfigurationInput { get; init; }

    public S3Destination? S3DestinationConfiguration { get; init; }

    public S3Destination? ExtendedS3DestinationConfiguration { get; init; }

    public IReadOnlyList<Tag>? Tags { get; init; }

    public JsonElement? RedshiftDestinationConfiguration { get; init; }

    public JsonElement? ElasticsearchDestinationConfiguration { get; init; }

    public JsonElement? AmazonopensearchserviceDestinationConfiguration { get; init; }

    public JsonElement? AmazonOpenSearchServerlessDestinationConfiguration { get; init; }

    public JsonElement? SplunkDestinationConfiguration { get; init; }

    public JsonElement? HttpEndpointDestinationConfiguration { get; init; }

    public JsonElement? SnowflakeDestinationConfiguration { get; init; }

    public JsonElement? IcebergDestinationConfiguration { get; init; }

    public JsonElement? KinesisStreamSourceConfiguration { get; init; }

    public JsonElement? MSKSourceConfiguration { get; init; }

    public JsonElement? DatabaseSourceConfiguration { get; init; }

    internal IEnumerable<JsonElement?> OtherDestinations =>
    [
        RedshiftDestinationConfiguration,
        ElasticsearchDestinationConfiguration,
        AmazonopensearchserviceDestinationConfiguration,
        AmazonOpenSearchServerlessDestinationConfiguration,
        SplunkDestinationConfiguration,
        HttpEndpointDestinationConfiguration,
        SnowflakeDestinationConfiguration,
        IcebergDestinationConfiguration,
    ];

    internal IEnumerable<JsonElement?> OtherSources =>
        [KinesisStreamSourceConfiguration, MSKSourceConfiguration, DatabaseSourceConfiguration];
}

internal sealed record CreateDeliveryStreamResponse(string DeliveryStreamARN);
