using System.Text.Json.Nodes;
using Tarn.Tables.Commits;

namespace Tarn.Tables.Log;

/// <summary>What Tarn puts into a commit's free-form <c>commitInfo</c>, and what it finds there.</summary>
internal static class CommitInfo
{
    public const string RestoreOperation = "RESTORE";

    private const string EngineName = "Tarn/";
    private const string RunIdTag = "runId";
    private const string InCommitTimestamp = "inCommitTimestamp";
    private const string BlindAppend = "isBlindAppend";

    private static readonly long MillisecondsMin = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long MillisecondsMax = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private static readonly string Engine =
        EngineName + (typeof(CommitInfo).Assembly.GetName().Version?.ToString(3) ?? "0");

    /// <param name="isInCommit">Whether the time is the binding one of the version ("In-Commit Timestamps").</param>
    public static JsonObject Create(
        TableWrite write,
        long? readVersion,
        CommitMetrics metrics,
        IsolationLevel isolation,
        DateTimeOffset time,
        bool isInCommit,
        string transactionId)
    {
        JsonObject parameters = [];
        foreach ((string name, string value) in write.OperationParameters)
        {
            parameters[name] = value;
        }

        JsonObject counts = metrics.ToJson();
        foreach ((string name, string value) in write.Metrics ?? new Dictionary<string, string>())
        {
            counts[name] = value;
        }

        JsonObject info = new() { ["timestamp"] = time.ToUnixTimeMilliseconds() };
        if (isInCommit)
        {
            info[InCommitTimestamp] = time.ToUnixTimeMilliseconds();
        }

        info["operation"] = write.Operation;
        info["operationParameters"] = parameters;
        if (readVersion is long version)
        {
            info["readVersion"] = version;
        }

        info["isolationLevel"] = isolation.ToString();
        info[BlindAppend] = write.IsBlindAppend;
        info["operationMetrics"] = counts;
        if (write.RunId is string runId)
        {
            info["tags"] = new JsonObject { [RunIdTag] = runId };
        }

        info["engineInfo"] = Engine;
        info["txnId"] = transactionId;
        return info;
    }

    /// <summary>
    /// True when Tarn wrote the files that the commit adds, for the table as it is then: a restored version brings back
    /// older ones.
    /// </summary>
    public static bool IsTarn(JsonObject? info) =>
        Text(info, "engineInfo")?.StartsWith(EngineName, StringComparison.Ordinal) == true
        && Text(info, "operation") != RestoreOperation;

    /// <summary>What a writer says of its commit; without a word it is none.</summary>
    public static bool IsBlindAppend(JsonObject? info) =>
        info?[BlindAppend] is JsonValue value && value.TryGetValue(out bool isBlind) && isBlind;

    /// <summary>When the commit was made, by what it says of itself; null when it does not say.</summary>
    /// <param name="metadata">
    /// The table's as of the commit: only with <c>delta.enableInCommitTimestamps</c> is the in-commit one binding.
    /// </param>
    public static DateTimeOffset? Timestamp(JsonObject? info, MetadataAction metadata) =>
        (ProtocolSupport.HasInCommitTimestamps(metadata) ? Moment(info, InCommitTimestamp) : null)
        ?? Moment(info, "timestamp");

    /// <summary>As for the table whose metadata is not at hand.</summary>
    public static DateTimeOffset? Timestamp(JsonObject? info) =>
        Moment(info, InCommitTimestamp) ?? Moment(info, "timestamp");

    public static CommitRecord ToRecord(long version, JsonObject? info, DateTimeOffset fallback) => new()
    {
        Version = version,
        Timestamp = Timestamp(info) ?? fallback,
        Operation = Text(info, "operation") ?? "UNKNOWN",
        Parameters = Texts(info, "operationParameters"),
        Metrics = Texts(info, "operationMetrics"),
        RunId = Texts(info, "tags").GetValueOrDefault(RunIdTag),
    };

    private static DateTimeOffset? Moment(JsonObject? info, string name) =>
        info?[name] is JsonValue value && value.TryGetValue(out long milliseconds)
        && milliseconds >= MillisecondsMin && milliseconds <= MillisecondsMax
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    private static string? Text(JsonObject? info, string name) =>
        info?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>Foreign writers may nest anything here; what is no text is shown as its JSON.</summary>
    private static Dictionary<string, string> Texts(JsonObject? info, string name)
    {
        Dictionary<string, string> texts = [];
        if (info?[name] is JsonObject children)
        {
            foreach ((string key, JsonNode? node) in children)
            {
                texts[key] = Text(children, key) ?? node?.ToJsonString() ?? "null";
            }
        }

        return texts;
    }
}
