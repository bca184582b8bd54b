namespace Tarn.Protocols.Aws.Logs;

internal sealed record StreamRequest
{
    public required string LogGroupName { get; init; }

    public required string LogStreamName { get; init; }
}

internal sealed record DescribeLogStreamsRequest
{
    public required string LogGroupName { get; init; }

    public string? LogStreamNamePrefix { get; init; }

    /// <summary><c>LogStreamName</c> or <c>LastEventTime</c>.</summary>
    public string? OrderBy { get; init; }

    public bool Descending { get; init; }

    public int? Limit { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record DescribeLogStreamsResponse(IReadOnlyList<LogStreamDetail> LogStreams, string? NextToken);

/// <summary>Times are in milliseconds since 1970.</summary>
internal sealed record LogStreamDetail
{
    public required string LogStreamName { get; init; }

    public required long CreationTime { get; init; }

    public long? FirstEventTimestamp { get; init; }

    public long? LastEventTimestamp { get; init; }

    public long? LastIngestionTime { get; init; }

    public required string Arn { get; init; }
}
