using Tarn.Logs;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Logs;

/// <summary>Makes, shows and deletes log streams.</summary>
internal sealed class StreamOperations(LogsParts parts)
{
    private const int NameLengthMax = 512;

    public async Task<Nothing> CreateAsync(StreamRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        string name = request.LogStreamName;
        if (name.Length is 0 or > NameLengthMax || name.Contains(':', StringComparison.Ordinal)
            || name.Contains('*', StringComparison.Ordinal))
        {
            throw LogsErrors.Invalid(
                $"logStreamName is '{name}', expected 1 to {NameLengthMax} characters without : and *");
        }

        return await parts.Store.TryCreateStreamAsync(request.LogGroupName, name, cancellationToken)
            ? Nothing.Value
            : throw LogsErrors.Exists("log stream");
    }

    public async Task<Nothing> DeleteAsync(StreamRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await parts.Store.DeleteStreamAsync(request.LogGroupName, request.LogStreamName, cancellationToken);
        return Nothing.Value;
    }

    public async Task<DescribeLogStreamsResponse> DescribeAsync(
        DescribeLogStreamsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        List<LogStreamDetail> details = [];
        foreach (LogStream stream in await parts.Store.ListStreamsAsync(request.LogGroupName, cancellationToken))
        {
            if (stream.Name.StartsWith(request.LogStreamNamePrefix ?? "", StringComparison.Ordinal))
            {
                details.Add(await DescribeAsync(request.LogGroupName, stream, call, cancellationToken));
            }
        }

        IEnumerable<LogStreamDetail> ordered = request.OrderBy switch
        {
            null or "LogStreamName" => details,
            "LastEventTime" => details.OrderBy(stream => stream.LastEventTimestamp ?? 0),
            string other => throw LogsErrors.Invalid($"orderBy is '{other}', expected LogStreamName or LastEventTime"),
        };
        (IReadOnlyList<LogStreamDetail> page, string? next) = LogsPage.Take(
            request.Descending ? ordered.Reverse() : ordered,
            stream => stream.LogStreamName,
            request.NextToken,
            request.Limit);
        return new DescribeLogStreamsResponse(page, next);
    }

    private async Task<LogStreamDetail> DescribeAsync(
        string group, LogStream stream, AwsCall call, CancellationToken cancellationToken)
    {
        IReadOnlyList<LogEvent> events = await parts.Events.ReadAsync(group, stream.Name, cancellationToken);
        return new LogStreamDetail
        {
            LogStreamName = stream.Name,
            CreationTime = stream.CreatedAt.ToUnixTimeMilliseconds(),
            FirstEventTimestamp = events.Count == 0 ? null : events[0].At.ToUnixTimeMilliseconds(),
            LastEventTimestamp = events.Count == 0 ? null : events[^1].At.ToUnixTimeMilliseconds(),
            LastIngestionTime =
                events.Count == 0 ? null : events.Max(one => one.ReceivedAt).ToUnixTimeMilliseconds(),
            Arn = AwsAccount.Arn("logs", call.Region, $"log-group:{group}:log-stream:{stream.Name}"),
        };
    }
}
