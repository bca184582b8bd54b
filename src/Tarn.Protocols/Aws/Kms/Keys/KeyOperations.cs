using Tarn.Protocols.Aws.Kms.Policies;
using Tarn.Protocols.Aws.Kms.Tags;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Keys;

namespace Tarn.Protocols.Aws.Kms.Keys;

/// <summary>CreateKey, DescribeKey, ListKeys and UpdateKeyDescription.</summary>
internal static class KeyOperations
{
    private const int ListDefault = 100;
    private const int DescriptionLengthMax = 8192;

    public static async Task<KeyMetadataResponse> CreateAsync(
        CreateKeyRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        RefuseOtherKinds(request);
        RequireDescription(request.Description ?? "");
        IReadOnlyDictionary<string, string> tags = TagOperations.Merge(
            new Dictionary<string, string>(), request.Tags ?? []);
        string? policy = request.Policy is null ? null : PolicyOperations.Check(request.Policy);
        EncryptionKey key = await parts.Keyring.CreateAsync(
            key => key with { Description = request.Description ?? "", Tags = tags, Policy = policy },
            cancellationToken);
        return new KeyMetadataResponse(KeyMetadata.Of(key, call));
    }

    public static async Task<KeyMetadataResponse> DescribeAsync(
        KeyRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken) =>
        new(KeyMetadata.Of(
            await KeyNames.ResolveAsync(request.KeyId, parts, call, cancellationToken), call));

    public static async Task<ListKeysResponse> ListAsync(
        ListKeysRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        KmsPage<EncryptionKey> page = KmsPage<EncryptionKey>.Take(
            await parts.Keyring.ListAsync(cancellationToken),
            key => key.Id,
            request.Marker,
            request.Limit,
            ListDefault);
        return new ListKeysResponse(
            [.. page.Items.Select(key => new KeyListEntry(key.Id, KeyNames.KeyArn(call, key.Id)))],
            page.NextMarker,
            page.Truncated);
    }

    public static async Task<Nothing> UpdateDescriptionAsync(
        UpdateKeyDescriptionRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        RequireDescription(request.Description);
        EncryptionKey found = await KeyNames.ResolveOwnKeyAsync(request.KeyId, parts, call, cancellationToken);
        await parts.Keyring.ChangeAsync(
            found.Id,
            key =>
            {
                key.RequireNotPendingDeletion();
                return key with { Description = request.Description };
            },
            cancellationToken);
        return Nothing.Value;
    }

    /// <summary>The keyring has symmetric keys of its own making.</summary>
    private static void RefuseOtherKinds(CreateKeyRequest request)
    {
        string spec = request.KeySpec ?? request.CustomerMasterKeySpec ?? KeyMetadata.Symmetric;
        if (request is { KeySpec: not null, CustomerMasterKeySpec: not null }
            && request.KeySpec != request.CustomerMasterKeySpec)
        {
            throw KmsErrors.Validation("You cannot specify KeySpec and CustomerMasterKeySpec in the same request.");
        }

        if (spec != KeyMetadata.Symmetric)
        {
            throw KmsErrors.Unsupported($"KeySpec {spec} is not supported: Tarn keeps {KeyMetadata.Symmetric} keys");
        }

        if (request.KeyUsage is not (null or KeyMetadata.EncryptDecrypt))
        {
            throw KmsErrors.Validation($"KeyUsage {request.KeyUsage} is not compatible with KeySpec {spec}");
        }

        if (request.CustomKeyStoreId is { } store)
        {
            throw new AwsException("CustomKeyStoreNotFoundException", $"There is no custom key store {store}");
        }

        if (request.Origin is not (null or KeyMetadata.MadeByKms) || request.XksKeyId is not null)
        {
            throw KmsErrors.Unsupported("Tarn makes the material of keys itself: Origin must be AWS_KMS");
        }

        if (request.MultiRegion == true)
        {
            throw KmsErrors.Unsupported("A lake has one region: MultiRegion must be false");
        }
    }

    private static void RequireDescription(string description) =>
        KmsChecks.RequireLength("description", description.Length, 0, DescriptionLengthMax);
}
