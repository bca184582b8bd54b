using Tarn.Logs;
using Tarn.Protocols.Aws.Tagging;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Logs;

/// <summary>Log groups for the API that lists tags of all services.</summary>
internal static class GroupTagging
{
    private const string Name = "logs";

    public static TaggedService Of(LogStore store) => new()
    {
        Name = Name,
        TagAction = "logs:TagResource",
        UntagAction = "logs:UntagResource",
        ListAsync = async (call, cancellationToken) =>
        [
            .. (await store.ListGroupsAsync(cancellationToken)).Select(group => new TaggedResource(
                AwsAccount.Arn(Name, call.Region, $"log-group:{group.Name}"), "logs:log-group", group.Tags)),
        ],
        ChangeAsync = (arn, change, _, cancellationToken) => store.ChangeGroupAsync(
            GroupTags.NameOf(arn), group => group with { Tags = change.Of(group.Tags) }, cancellationToken),
    };
}
