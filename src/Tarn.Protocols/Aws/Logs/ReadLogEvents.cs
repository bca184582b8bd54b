using System.Globalization;
using Tarn.Logs;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Logs;

/// <summary>GetLogEvents and FilterLogEvents.</summary>
internal sealed class ReadLogEvents(LogsParts parts)
{
    private const int EventsMax = 10_000;
    private const string Forward = "f/";
    private const string Backward = "b/";

    /// <summary>A token says where a page begins or ends; that of the last page gives itself again.</summary>
    public async Task<GetLogEventsResponse> GetAsync(
        GetLogEventsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        int limit = LimitOf(request.Limit);
        IReadOnlyList<LogEvent> all =
            await parts.Events.ReadAsync(request.LogGroupName, request.LogStreamName, cancellationToken);
        LogEvent[] events = [.. all.Where(one => IsWithin(one, request.StartTime, request.EndTime))];
        (int start, int end) = request.NextToken switch
        {
            null when request.StartFromHead => (0, Math.Min(limit, events.Length)),
            null => (Math.Max(0, events.Length - limit), events.Length),
            string token when token.StartsWith(Forward, StringComparison.Ordinal) =>
                (IndexOf(token, events.Length), Math.Min(IndexOf(token, events.Length) + limit, events.Length)),
            string token =>
                (Math.Max(0, IndexOf(token, events.Length) - limit), IndexOf(token, events.Length)),
        };
        return new GetLogEventsResponse(
            [.. events[start..end].Select(one => new OutputLogEvent(
                one.At.ToUnixTimeMilliseconds(), one.Text, one.ReceivedAt.ToUnixTimeMilliseconds()))],
            TokenOf(Forward, end),
            TokenOf(Backward, start));
    }

    public async Task<FilterLogEventsResponse> FilterAsync(
        FilterLogEventsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        int limit = LimitOf(request.Limit);
        FilterPattern pattern = new(request.FilterPattern ?? "");
        List<FilteredLogEvent> found = [];
        List<SearchedLogStream> searched = [];
        foreach (LogStream stream in await parts.Store.ListStreamsAsync(request.LogGroupName, cancellationToken))
        {
            if (request.LogStreamNames is { Count: > 0 } names
                ? !names.Contains(stream.Name)
                : !stream.Name.StartsWith(request.LogStreamNamePrefix ?? "", StringComparison.Ordinal))
            {
                continue;
            }

            searched.Add(new SearchedLogStream(stream.Name, SearchedCompletely: true));
            IReadOnlyList<LogEvent> events =
                await parts.Events.ReadAsync(request.LogGroupName, stream.Name, cancellationToken);
            found.AddRange(events
                .Index()
                .Where(one => IsWithin(one.Item, request.StartTime, request.EndTime) && pattern.Matches(one.Item.Text))
                .Select(one => new FilteredLogEvent(
                    stream.Name,
                    one.Item.At.ToUnixTimeMilliseconds(),
                    one.Item.Text,
                    one.Item.ReceivedAt.ToUnixTimeMilliseconds(),
                    string.Create(CultureInfo.InvariantCulture, $"{stream.Id}/{one.Index}"))));
        }

        int start = request.NextToken is { } token ? IndexOf(token, found.Count) : 0;
        FilteredLogEvent[] page = [.. found.OrderBy(one => one.Timestamp).Skip(start).Take(limit)];
        bool isLast = start + page.Length >= found.Count;
        return new FilterLogEventsResponse(
            page, searched, isLast ? null : TokenOf(Forward, start + page.Length));
    }

    /// <summary>From the start on, up to but not at the end.</summary>
    private static bool IsWithin(LogEvent one, long? start, long? end)
    {
        long at = one.At.ToUnixTimeMilliseconds();
        return (start is null || at >= start) && (end is null || at < end);
    }

    private static int LimitOf(int? limit) => limit switch
    {
        null => EventsMax,
        int count and >= 1 and <= EventsMax => count,
        int other => throw LogsErrors.Invalid($"limit is {other}, expected 1 to {EventsMax}"),
    };

    private static string TokenOf(string direction, int index) =>
        direction + index.ToString("D12", CultureInfo.InvariantCulture);

    private static int IndexOf(string token, int count) =>
        (token.StartsWith(Forward, StringComparison.Ordinal) || token.StartsWith(Backward, StringComparison.Ordinal))
        && int.TryParse(token[Forward.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? Math.Min(index, count)
            : throw LogsErrors.Invalid($"nextToken '{token}' is none that was given");
}
