using Tarn.Protocols.Aws.Json;

namespace Tarn.Protocols.Aws.Logs;

/// <summary>CloudWatch Logs: groups, streams and events, among them those of runs.</summary>
internal static class LogsService
{
    private static readonly LogsJson Json = LogsJson.Default;

    public static JsonService Create(LogsParts parts, TimeProvider timeProvider) => new()
    {
        Name = "logs",
        TargetPrefix = "Logs_20140328",
        Operations = Groups(parts).Concat(Tags(parts)).Concat(Streams(parts, timeProvider)).ToDictionary(),
        Translate = LogsErrors.Of,
    };

    private static Dictionary<string, JsonOperation> Groups(LogsParts parts)
    {
        GroupOperations groups = new(parts.Store);
        return new Dictionary<string, JsonOperation>
        {
            ["CreateLogGroup"] = JsonOperation.Of(Json.CreateLogGroupRequest, Json.Nothing, groups.CreateAsync),
            ["DeleteLogGroup"] = JsonOperation.Of(Json.GroupRequest, Json.Nothing, groups.DeleteAsync),
            ["DescribeLogGroups"] = JsonOperation.Of(
                Json.DescribeLogGroupsRequest, Json.DescribeLogGroupsResponse, groups.DescribeAsync),
            ["PutRetentionPolicy"] = JsonOperation.Of(
                Json.PutRetentionPolicyRequest, Json.Nothing, groups.PutRetentionAsync),
            ["DeleteRetentionPolicy"] = JsonOperation.Of(
                Json.GroupRequest, Json.Nothing, groups.DeleteRetentionAsync),
        };
    }

    private static Dictionary<string, JsonOperation> Tags(LogsParts parts)
    {
        GroupTags tags = new(parts.Store);
        return new Dictionary<string, JsonOperation>
        {
            ["ListTagsForResource"] = JsonOperation.Of(Json.ResourceRequest, Json.TagsResponse, tags.ListAsync),
            ["TagResource"] = JsonOperation.Of(Json.TagResourceRequest, Json.Nothing, tags.AddAsync),
            ["UntagResource"] = JsonOperation.Of(Json.UntagResourceRequest, Json.Nothing, tags.RemoveAsync),
        };
    }

    private static Dictionary<string, JsonOperation> Streams(LogsParts parts, TimeProvider timeProvider)
    {
        StreamOperations streams = new(parts);
        ReadLogEvents read = new(parts);
        return new Dictionary<string, JsonOperation>
        {
            ["CreateLogStream"] = JsonOperation.Of(Json.StreamRequest, Json.Nothing, streams.CreateAsync),
            ["DeleteLogStream"] = JsonOperation.Of(Json.StreamRequest, Json.Nothing, streams.DeleteAsync),
            ["DescribeLogStreams"] = JsonOperation.Of(
                Json.DescribeLogStreamsRequest, Json.DescribeLogStreamsResponse, streams.DescribeAsync),
            ["PutLogEvents"] = JsonOperation.Of(
                Json.PutLogEventsRequest, Json.PutLogEventsResponse, new PutLogEvents(parts, timeProvider).RunAsync),
            ["GetLogEvents"] = JsonOperation.Of(
                Json.GetLogEventsRequest, Json.GetLogEventsResponse, read.GetAsync),
            ["FilterLogEvents"] = JsonOperation.Of(
                Json.FilterLogEventsRequest, Json.FilterLogEventsResponse, read.FilterAsync),
        };
    }
}
