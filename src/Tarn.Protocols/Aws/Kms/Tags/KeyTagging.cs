using Tarn.Protocols.Aws.Tagging;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Kms.Tags;

/// <summary>Keys for the API that lists tags of all services.</summary>
internal static class KeyTagging
{
    public static TaggedService Of(KmsParts parts) => new()
    {
        Name = "kms",
        TagAction = "kms:TagResource",
        UntagAction = "kms:UntagResource",
        ListAsync = async (call, cancellationToken) =>
        [
            .. (await parts.Keyring.ListAsync(cancellationToken)).Select(key => new TaggedResource(
                KeyNames.KeyArn(call, key.Id), "kms:key", key.Tags)),
        ],
        ChangeAsync = (arn, change, call, cancellationToken) =>
            ChangeAsync(arn, change, parts, call, cancellationToken),
    };

    private static async Task ChangeAsync(
        string arn, TagChange change, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        if (change.Added.Count > 0)
        {
            TagResourceRequest added = new()
            {
                KeyId = arn,
                Tags = [.. change.Added.Select(tag => new Tag(tag.Key, tag.Value))],
            };
            await TagOperations.AddAsync(added, parts, call, cancellationToken);
            return;
        }

        UntagResourceRequest removed = new() { KeyId = arn, TagKeys = change.Removed };
        await TagOperations.RemoveAsync(removed, parts, call, cancellationToken);
    }
}
