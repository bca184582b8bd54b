using Tarn.Protocols.Aws.Firehose.Destinations;
using Tarn.Protocols.Aws.Wire;
using Tarn.Streams;

namespace Tarn.Protocols.Aws.Firehose.Streams;

/// <summary>DescribeDeliveryStream: all that clients said, and what holds where they said nothing.</summary>
internal static class DescribeDeliveryStream
{
    public const string DirectPut = "DirectPut";

    private const string Active = "ACTIVE";

    public static Task<DescribeDeliveryStreamResponse> RunAsync(
        DescribeDeliveryStreamRequest request, FirehoseParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        KnownStream stream = parts.Streams.Get(request.DeliveryStreamName);
        return Task.FromResult(new DescribeDeliveryStreamResponse(new DeliveryStreamDescription
        {
            DeliveryStreamName = stream.Definition.Name,
            DeliveryStreamARN = StreamArn.Of(stream.Definition.Name, call),
            DeliveryStreamStatus = Active,
            DeliveryStreamEncryptionConfiguration =
                StreamDetails.TryRead(stream.Details)?.Encryption ?? Encryption.StreamEncryptions.Disabled,
            DeliveryStreamType = DirectPut,
            VersionId = VersionIdOf(stream),
            CreateTimestamp = stream.CreatedAt,
            LastUpdateTimestamp = stream.ChangedAt,
            Destinations = [DestinationAnswer.Of(stream)],
        }));
    }

    public static string VersionIdOf(KnownStream stream) =>
        stream.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

internal sealed record DescribeDeliveryStreamRequest : IStreamRequest
{
    public required string DeliveryStreamName { get; init; }

    /// <summary>A stream has one destination, so that there is never a second page.</summary>
    public int? Limit { get; init; }

    public string? ExclusiveStartDestinationId { get; init; }
}

internal sealed record DescribeDeliveryStreamResponse(DeliveryStreamDescription DeliveryStreamDescription);

internal sealed record DeliveryStreamDescription
{
    public required string DeliveryStreamName { get; init; }

    public required string DeliveryStreamARN { get; init; }

    public required string DeliveryStreamStatus { get; init; }

    public required StreamEncryption DeliveryStreamEncryptionConfiguration { get; init; }

    public required string DeliveryStreamType { get; init; }

    public required string VersionId { get; init; }

    public required DateTimeOffset CreateTimestamp { get; init; }

    public DateTimeOffset? LastUpdateTimestamp { get; init; }

    public required IReadOnlyList<DestinationAnswer> Destinations { get; init; }

    /// <summary>A stream has one.</summary>
    public bool HasMoreDestinations { get; init; }
}
