using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Keys;

namespace Tarn.Protocols.Aws.Kms.Tags;

/// <summary>TagResource, UntagResource and ListResourceTags.</summary>
internal static class TagOperations
{
    private const int TagsMax = 50;
    private const int KeyLengthMax = 128;
    private const int ValueLengthMax = 256;
    private const int ListDefault = 50;

    public static async Task<Nothing> AddAsync(
        TagResourceRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        EncryptionKey found = await KeyNames.ResolveOwnKeyAsync(request.KeyId, parts, call, cancellationToken);
        await ChangeAsync(found.Id, tags => Merge(tags, request.Tags), parts, cancellationToken);
        return Nothing.Value;
    }

    public static async Task<Nothing> RemoveAsync(
        UntagResourceRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        EncryptionKey found = await KeyNames.ResolveOwnKeyAsync(request.KeyId, parts, call, cancellationToken);
        await ChangeAsync(
            found.Id,
            tags => tags.Where(tag => !request.TagKeys.Contains(tag.Key)).ToDictionary(),
            parts,
            cancellationToken);
        return Nothing.Value;
    }

    public static async Task<ListResourceTagsResponse> ListAsync(
        ListResourceTagsRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        EncryptionKey key = await KeyNames.ResolveKeyAsync(request.KeyId, parts, call, cancellationToken);
        KmsPage<Tag> page = KmsPage<Tag>.Take(
            key.Tags
                .OrderBy(tag => tag.Key, StringComparer.Ordinal)
                .Select(tag => new Tag(tag.Key, tag.Value)),
            tag => tag.TagKey,
            request.Marker,
            request.Limit,
            ListDefault);
        return new ListResourceTagsResponse(page.Items, page.NextMarker, page.Truncated);
    }

    /// <summary>The tags with others added or replaced.</summary>
    /// <exception cref="AwsException"><c>TagException</c>, <c>LimitExceededException</c>.</exception>
    public static IReadOnlyDictionary<string, string> Merge(
        IReadOnlyDictionary<string, string> tags, IReadOnlyList<Tag> added)
    {
        if (added.Select(tag => tag.TagKey).Distinct(StringComparer.Ordinal).Count() != added.Count)
        {
            throw new AwsException("TagException", "Duplicate tag keys found");
        }

        Dictionary<string, string> merged = new(tags, StringComparer.Ordinal);
        foreach (Tag tag in added)
        {
            KmsChecks.RequireLength("tagKey", tag.TagKey.Length, 1, KeyLengthMax);
            KmsChecks.RequireLength("tagValue", tag.TagValue.Length, 0, ValueLengthMax);
            if (tag.TagKey.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                throw new AwsException("TagException", "Tag keys that start with aws: are reserved");
            }

            merged[tag.TagKey] = tag.TagValue;
        }

        return merged.Count <= TagsMax
            ? merged
            : throw new AwsException("LimitExceededException", $"A key has at most {TagsMax} tags");
    }

    private static Task ChangeAsync(
        string keyId,
        Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>> change,
        KmsParts parts,
        CancellationToken cancellationToken) => parts.Keyring.ChangeAsync(
        keyId,
        key =>
        {
            key.RequireNotPendingDeletion();
            return key with { Tags = change(key.Tags) };
        },
        cancellationToken);
}
