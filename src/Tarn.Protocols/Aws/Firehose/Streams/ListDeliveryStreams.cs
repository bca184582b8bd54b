using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Firehose.Streams;

/// <summary>ListDeliveryStreams: the names, page by page.</summary>
internal static class ListDeliveryStreams
{
    private const int LimitDefault = 10;
    private const int LimitMax = 10_000;

    public static Task<ListDeliveryStreamsResponse> RunAsync(
        ListDeliveryStreamsRequest request, FirehoseParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        int limit = request.Limit ?? LimitDefault;
        if (limit is < 1 or > LimitMax)
        {
            throw FirehoseErrors.Constraint("limit", $"Member must have a value from 1 to {LimitMax}");
        }

        IEnumerable<string> names = request.DeliveryStreamType is null or DescribeDeliveryStream.DirectPut
            ? parts.Streams.List().Select(stream => stream.Definition.Name)
            : [];
        (IReadOnlyList<string> page, string? last) =
            ListPage.After(names, name => name, request.ExclusiveStartDeliveryStreamName, limit);
        return Task.FromResult(new ListDeliveryStreamsResponse(page, last is not null));
    }
}

internal sealed record ListDeliveryStreamsRequest
{
    public int? Limit { get; init; }

    public string? DeliveryStreamType { get; init; }

    public string? ExclusiveStartDeliveryStreamName { get; init; }
}

internal sealed record ListDeliveryStreamsResponse(
    IReadOnlyList<string> DeliveryStreamNames, bool HasMoreDeliveryStreams);
