using System.Text;
using Tarn.Logs;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Logs;

/// <summary>Takes events of clients ("PutLogEvents": what a batch may be).</summary>
internal sealed class PutLogEvents(LogsParts parts, TimeProvider timeProvider)
{
    private const int EventsMax = 10_000;
    private const int BytesMax = 1_048_576;
    private const int BytesOfEvent = 26;

    private static readonly TimeSpan AgeMax = TimeSpan.FromDays(14);
    private static readonly TimeSpan AheadMax = TimeSpan.FromHours(2);

    public async Task<PutLogEventsResponse> RunAsync(
        PutLogEventsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        Check(request.LogEvents);
        DateTimeOffset now = timeProvider.GetUtcNow();
        LogEvent[] events =
        [
            .. request.LogEvents.Select(one => new LogEvent(MomentOf(one.Timestamp), now, one.Message)),
        ];
        int tooOld = events.TakeWhile(one => one.At < now - AgeMax).Count();
        int tooNew = events.Length - events.Reverse().TakeWhile(one => one.At > now + AheadMax).Count();
        await parts.Events.AppendAsync(
            request.LogGroupName, request.LogStreamName, events[tooOld..Math.Max(tooOld, tooNew)], cancellationToken);
        bool isRejected = tooOld > 0 || tooNew < events.Length;
        return new PutLogEventsResponse(
            call.RequestId,
            isRejected
                ? new RejectedLogEventsInfo(tooNew < events.Length ? tooNew : null, tooOld > 0 ? tooOld : null)
                : null);
    }

    private static void Check(IReadOnlyList<InputLogEvent> events)
    {
        int bytes = events.Sum(one => Encoding.UTF8.GetByteCount(one.Message ?? "") + BytesOfEvent);
        if (events.Count is 0 or > EventsMax
            || bytes > BytesMax
            || events.Any(one => string.IsNullOrEmpty(one.Message)))
        {
            throw LogsErrors.Invalid(
                $"logEvents has {events.Count} events of {bytes} bytes, expected 1 to {EventsMax} with messages,"
                + $" and up to {BytesMax} bytes");
        }

        if (events.Zip(events.Skip(1)).Any(pair => pair.First.Timestamp > pair.Second.Timestamp))
        {
            throw LogsErrors.Invalid("Log events in a single PutLogEvents request must be in chronological order.");
        }
    }

    private static DateTimeOffset MomentOf(long milliseconds) =>
        milliseconds >= 0 && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw LogsErrors.Invalid($"timestamp is {milliseconds}, expected milliseconds since 1970");
}
