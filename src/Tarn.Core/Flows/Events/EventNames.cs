namespace Tarn.Flows.Events;

/// <summary>Which values the events of a trigger have, as <c>${event.NAME}</c> (docs/guide/workflows.md).</summary>
internal static class EventNames
{
    public const string Start = "event.";

    public const string At = "at";
    public const string Bucket = "bucket";
    public const string Key = "key";
    public const string Size = "size";
    public const string ETag = "etag";
    public const string Version = "version";
    public const string Count = "count";
    public const string Keys = "keys";
    public const string Table = "table";
    public const string Kind = "kind";
    public const string Name = "name";
    public const string RunId = "run_id";
    public const string State = "state";
    public const string Body = "body";

    private static readonly string[] OfObjects = [Bucket, Key, Size, ETag, Version, Count, Keys, At];
    private static readonly string[] OfCommits = [Table, Version, Count, At];
    private static readonly string[] OfRuns = [Kind, Name, RunId, State, At];
    private static readonly string[] OfRequests = [Body, At];
    private static readonly string[] OfMoments = [At];

    /// <summary>Without fields of a request, which are <c>body.PATH</c>; none where there is no event.</summary>
    public static IReadOnlyList<string> Of(Trigger trigger) => trigger switch
    {
        { Kind: TriggerKind.Scheduled } => OfMoments,
        { Kind: TriggerKind.Conditional } => OfRuns,
        { Event.Webhook: not null } => OfRequests,
        { Event.Table: not null } => OfCommits,
        { Event.Bucket: not null } => OfObjects,
        _ => [],
    };

    /// <summary>The path of a field of a request; null when the name is none of one.</summary>
    public static string? FieldOf(string name) =>
        name.StartsWith(Body, StringComparison.Ordinal) && name.Length > Body.Length + 1
            && name[Body.Length] is '.' or '['
            ? name[Body.Length..]
            : null;
}
