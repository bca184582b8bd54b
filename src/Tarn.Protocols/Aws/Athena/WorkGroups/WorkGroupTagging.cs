using Tarn.Protocols.Aws.Tagging;
using Tarn.Protocols.Aws.Wire;
using Tarn.Queries.Executions.WorkGroups;

namespace Tarn.Protocols.Aws.Athena.WorkGroups;

/// <summary>Workgroups for the API that lists tags of all services.</summary>
internal static class WorkGroupTagging
{
    private const string Name = "athena";
    private const string Kind = "workgroup/";

    public static TaggedService Of(WorkGroupStore groups) => new()
    {
        Name = Name,
        TagAction = "athena:TagResource",
        UntagAction = "athena:UntagResource",
        ListAsync = async (call, cancellationToken) =>
        [
            .. (await groups.ListAsync(cancellationToken)).Select(group => new TaggedResource(
                AwsAccount.Arn(Name, call.Region, Kind + group.Name), "athena:workgroup", group.Tags)),
        ],
        ChangeAsync = (arn, change, _, cancellationToken) => groups.UpdateAsync(
            NameOf(arn), group => group with { Tags = change.Of(group.Tags) }, cancellationToken),
    };

    private static string NameOf(string arn)
    {
        string resource = arn.Split(':', 6)[5];
        return resource.StartsWith(Kind, StringComparison.Ordinal)
            ? resource[Kind.Length..]
            : throw TaggingErrors.Invalid($"'{arn}' is no ARN of a workgroup");
    }
}
