using System.Text.RegularExpressions;
using Tarn.Logs;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Logs;

/// <summary>Makes, shows, changes and deletes log groups.</summary>
internal sealed partial class GroupOperations(LogStore store)
{
    private static readonly int[] RetentionDays =
        [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    public async Task<Nothing> CreateAsync(
        CreateLogGroupRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        if (!GroupName().IsMatch(request.LogGroupName))
        {
            throw LogsErrors.Invalid(
                $"logGroupName is '{request.LogGroupName}', expected 1 to 512 letters, digits and _-/.#");
        }

        if (request.KmsKeyId is not null || request.LogGroupClass is not (null or "STANDARD"))
        {
            throw LogsErrors.Invalid("Tarn's log groups have the class STANDARD, and no key of their own");
        }

        return await store.TryCreateGroupAsync(
            request.LogGroupName, request.Tags ?? new Dictionary<string, string>(), cancellationToken)
            ? Nothing.Value
            : throw LogsErrors.Exists("log group");
    }

    public async Task<Nothing> DeleteAsync(GroupRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await store.DeleteGroupAsync(request.LogGroupName, cancellationToken);
        return Nothing.Value;
    }

    public async Task<DescribeLogGroupsResponse> DescribeAsync(
        DescribeLogGroupsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        IEnumerable<LogGroup> groups = (await store.ListGroupsAsync(cancellationToken)).Where(group =>
            group.Name.StartsWith(request.LogGroupNamePrefix ?? "", StringComparison.Ordinal)
            && group.Name.Contains(request.LogGroupNamePattern ?? "", StringComparison.OrdinalIgnoreCase));
        (IReadOnlyList<LogGroup> page, string? next) =
            LogsPage.Take(groups, group => group.Name, request.NextToken, request.Limit);
        return new DescribeLogGroupsResponse([.. page.Select(group => Describe(group, call))], next);
    }

    public async Task<Nothing> PutRetentionAsync(
        PutRetentionPolicyRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        if (!RetentionDays.Contains(request.RetentionInDays))
        {
            throw LogsErrors.Invalid(
                $"retentionInDays is {request.RetentionInDays}, expected one of {string.Join(", ", RetentionDays)}");
        }

        await store.ChangeGroupAsync(
            request.LogGroupName,
            group => group with { RetentionDays = request.RetentionInDays },
            cancellationToken);
        return Nothing.Value;
    }

    public async Task<Nothing> DeleteRetentionAsync(
        GroupRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await store.ChangeGroupAsync(
            request.LogGroupName, group => group with { RetentionDays = null }, cancellationToken);
        return Nothing.Value;
    }

    private static LogGroupDetail Describe(LogGroup group, AwsCall call)
    {
        string arn = AwsAccount.Arn("logs", call.Region, $"log-group:{group.Name}");
        return new LogGroupDetail
        {
            LogGroupName = group.Name,
            CreationTime = group.CreatedAt.ToUnixTimeMilliseconds(),
            RetentionInDays = group.RetentionDays,
            Arn = arn + ":*",
            LogGroupArn = arn,
        };
    }

    [GeneratedRegex(@"^[A-Za-z0-9_/.#-]{1,512}\z")]
    private static partial Regex GroupName();
}
