using Tarn.Protocols.Aws.Access;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue;

/// <summary>
/// Tells what a request is about ("Specifying AWS Glue resource ARNs"): a job, a crawler, a trigger or a workflow, or a
/// database or table with all that is above it, which must be allowed, too.
/// </summary>
internal static class GlueResources
{
    private static readonly Dictionary<string, (string Kind, string Member)> Things = new(
    [
        .. Of("job", "JobName", "GetJob", "UpdateJob", "DeleteJob", "StartJobRun", "GetJobRun", "GetJobRuns",
            "BatchStopJobRun", "GetJobBookmark", "ResetJobBookmark"),
        .. Of("job", "Name", "CreateJob"),
        .. Of("crawler", "Name", "CreateCrawler", "GetCrawler", "UpdateCrawler", "DeleteCrawler", "StartCrawler",
            "StopCrawler"),
        .. Of("crawler", "CrawlerName", "StartCrawlerSchedule", "StopCrawlerSchedule", "UpdateCrawlerSchedule",
            "ListCrawls"),
        .. Of("trigger", "Name", "CreateTrigger", "GetTrigger", "UpdateTrigger", "DeleteTrigger", "StartTrigger",
            "StopTrigger"),
        .. Of("workflow", "Name", "CreateWorkflow", "GetWorkflow", "UpdateWorkflow", "DeleteWorkflow",
            "StartWorkflowRun", "StopWorkflowRun", "ResumeWorkflowRun", "GetWorkflowRun", "GetWorkflowRuns",
            "GetWorkflowRunProperties", "PutWorkflowRunProperties"),
    ]);

    private static readonly Dictionary<string, (string Kind, string Member)> Databases = new(
    [
        .. Of("database", "Name", "GetDatabase", "UpdateDatabase", "DeleteDatabase"),
        .. Of("database", "DatabaseInput.Name", "CreateDatabase"),
    ]);

    /// <summary>Each by the member that names a table beside <c>DatabaseName</c>.</summary>
    private static readonly Dictionary<string, (string Kind, string Member)> Tables = new(
    [
        .. Of("table", "Name", "GetTable", "DeleteTable"),
        .. Of("table", "TableInput.Name", "CreateTable", "UpdateTable"),
        .. Of("table", "TableName", "GetTableVersion", "GetTableVersions", "DeleteTableVersion", "GetPartition",
            "GetPartitions", "CreatePartition", "UpdatePartition", "DeletePartition", "BatchCreatePartition",
            "BatchGetPartition", "BatchUpdatePartition", "BatchDeletePartition"),
    ]);

    /// <summary>ARNs of all that the request is about; empty when that cannot be told.</summary>
    public static ValueTask<IReadOnlyList<string>> FindAsync(
        string operation, RequestMembers members, AwsCall call, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>(
            [.. Find(operation, members).Select(resource => AwsAccount.Arn("glue", call.Region, resource))]);

    private static IEnumerable<string> Find(string operation, RequestMembers members)
    {
        if (Things.TryGetValue(operation, out (string Kind, string Member) thing)
            && members.Text(thing.Member) is { } name)
        {
            return [$"{thing.Kind}/{name}"];
        }

        if (Databases.TryGetValue(operation, out (string Kind, string Member) named)
            && members.Text(named.Member) is { } database)
        {
            return ["catalog", $"database/{GlueNames.Database(database)}"];
        }

        return Tables.TryGetValue(operation, out (string Kind, string Member) member)
            && members.Text("DatabaseName") is { } parent
            && members.Text(member.Member) is { } table
            ? InCatalog(GlueNames.Database(parent), table.ToLowerInvariant())
            : [];
    }

    private static IEnumerable<string> InCatalog(string database, string table) =>
        ["catalog", $"database/{database}", $"table/{database}/{table}"];

    private static IEnumerable<KeyValuePair<string, (string Kind, string Member)>> Of(
        string kind, string member, params IEnumerable<string> operations) =>
        operations.Select(operation => KeyValuePair.Create(operation, (kind, member)));
}
