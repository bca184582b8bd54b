using System.Text.RegularExpressions;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Keys;

namespace Tarn.Protocols.Aws.Kms.Aliases;

/// <summary>CreateAlias, UpdateAlias, DeleteAlias and ListAliases.</summary>
internal static partial class AliasOperations
{
    private const int ListDefault = 50;
    private const int NameLengthMax = 256;

    public static async Task<Nothing> CreateAsync(
        AliasRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        RequireName(request.AliasName);
        string keyId = await TargetOfAsync(request, parts, call, cancellationToken);
        await parts.Keyring.Aliases.CreateAsync(request.AliasName, keyId, cancellationToken);
        return Nothing.Value;
    }

    public static async Task<Nothing> UpdateAsync(
        AliasRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        RequireName(request.AliasName);
        await RequireExistsAsync(request.AliasName, parts, call, cancellationToken);
        string keyId = await TargetOfAsync(request, parts, call, cancellationToken);
        await parts.Keyring.Aliases.PointAsync(request.AliasName, keyId, cancellationToken);
        return Nothing.Value;
    }

    public static async Task<Nothing> DeleteAsync(
        DeleteAliasRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        RequireName(request.AliasName);
        await RequireExistsAsync(request.AliasName, parts, call, cancellationToken);
        await parts.Keyring.Aliases.DeleteAsync(request.AliasName, cancellationToken);
        return Nothing.Value;
    }

    public static async Task<ListAliasesResponse> ListAsync(
        ListAliasesRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        string? keyId = request.KeyId is null
            ? null
            : (await KeyNames.ResolveKeyAsync(request.KeyId, parts, call, cancellationToken)).Id;
        KmsPage<KeyValuePair<string, KeyAlias>> page = KmsPage<KeyValuePair<string, KeyAlias>>.Take(
            (await parts.Keyring.Aliases.ListAsync(cancellationToken))
                .Where(alias => keyId is null || alias.Value.KeyId == keyId),
            alias => alias.Key,
            request.Marker,
            request.Limit,
            ListDefault);
        return new ListAliasesResponse(
            [.. page.Items.Select(alias => EntryOf(alias.Key, alias.Value, call))], page.NextMarker, page.Truncated);
    }

    private static AliasListEntry EntryOf(string name, KeyAlias alias, AwsCall call) => new()
    {
        AliasName = name,
        AliasArn = KeyNames.AliasArn(call, name),
        TargetKeyId = alias.KeyId,
        CreationDate = alias.CreatedAt,
        LastUpdatedDate = alias.UpdatedAt,
    };

    private static async Task<string> TargetOfAsync(
        AliasRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        EncryptionKey key = await KeyNames.ResolveKeyAsync(request.TargetKeyId, parts, call, cancellationToken);
        key.RequireNotPendingDeletion();
        return key.Id;
    }

    private static async Task RequireExistsAsync(
        string name, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        if (await parts.Keyring.Aliases.FindAsync(name, cancellationToken) is null)
        {
            throw KeyNames.NoAlias(call, name);
        }
    }

    private static void RequireName(string name)
    {
        KmsChecks.RequireLength("aliasName", name.Length, 1, NameLengthMax);
        if (!Name().IsMatch(name))
        {
            throw new AwsException(
                "InvalidAliasNameException",
                "Alias must start with the prefix \"alias/\" and have letters, digits and '/', '_', '-' after it");
        }

        if (name.StartsWith(KeyNames.ServiceAliasStart, StringComparison.Ordinal))
        {
            throw new AwsException(
                "InvalidAliasNameException",
                $"Aliases that start with {KeyNames.ServiceAliasStart} are the lake's own");
        }
    }

    [GeneratedRegex(@"^alias/[a-zA-Z0-9/_-]+\z")]
    private static partial Regex Name();
}
