namespace Tarn.Protocols.Aws.Logs;

/// <summary>Times are in milliseconds since 1970.</summary>
internal sealed record InputLogEvent(long Timestamp, string Message);

internal sealed record PutLogEventsRequest
{
    public required string LogGroupName { get; init; }

    public required string LogStreamName { get; init; }

    public required IReadOnlyList<InputLogEvent> LogEvents { get; init; }
}

internal sealed record PutLogEventsResponse(string NextSequenceToken, RejectedLogEventsInfo? RejectedLogEventsInfo);

internal sealed record RejectedLogEventsInfo(int? TooNewLogEventStartIndex, int? TooOldLogEventEndIndex);

internal sealed record GetLogEventsRequest
{
    public required string LogGroupName { get; init; }

    public required string LogStreamName { get; init; }

    public long? StartTime { get; init; }

    public long? EndTime { get; init; }

    public int? Limit { get; init; }

    public bool StartFromHead { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record GetLogEventsResponse(
    IReadOnlyList<OutputLogEvent> Events, string NextForwardToken, string NextBackwardToken);

internal sealed record OutputLogEvent(long Timestamp, string Message, long IngestionTime);

internal sealed record FilterLogEventsRequest
{
    public required string LogGroupName { get; init; }

    public IReadOnlyList<string>? LogStreamNames { get; init; }

    public string? LogStreamNamePrefix { get; init; }

    public long? StartTime { get; init; }

    public long? EndTime { get; init; }

    public string? FilterPattern { get; init; }

    public int? Limit { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record FilterLogEventsResponse(
    IReadOnlyList<FilteredLogEvent> Events, IReadOnlyList<SearchedLogStream> SearchedLogStreams, string? NextToken);

internal sealed record FilteredLogEvent(
    string LogStreamName, long Timestamp, string Message, long IngestionTime, string EventId);

internal sealed record SearchedLogStream(string LogStreamName, bool SearchedCompletely);
