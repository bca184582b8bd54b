using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Keys;

namespace Tarn.Protocols.Aws.Kms;

/// <summary>
/// The four ways to name a key: its id, its ARN, an alias, and an alias's ARN (API reference, "KeyId").
/// </summary>
internal static class KeyNames
{
    public const string AliasStart = "alias/";

    /// <summary>Aliases that services make.</summary>
    public const string ServiceAliasStart = "alias/aws/";

    private const string Service = "kms";
    private const string KeyStart = "key/";
    private const string ArnStart = "arn:";
    private const int ArnParts = 6;

    public static string KeyArn(AwsCall call, string keyId) => AwsAccount.Arn(Service, call.Region, KeyStart + keyId);

    public static string AliasArn(AwsCall call, string alias) => AwsAccount.Arn(Service, call.Region, alias);

    /// <summary>For operations that use keys: all four ways.</summary>
    /// <exception cref="AwsException"><c>NotFoundException</c>, <c>InvalidArnException</c>.</exception>
    public static async Task<EncryptionKey> ResolveAsync(
        string name, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        string resource = ResourceOf(name, call);
        if (!resource.StartsWith(AliasStart, StringComparison.Ordinal))
        {
            return await GetAsync(resource, parts, call, cancellationToken);
        }

        return await parts.Keyring.Aliases.FindAsync(resource, cancellationToken) is { } alias
            ? await parts.Keyring.GetAsync(alias.KeyId, cancellationToken)
            : throw NoAlias(call, resource);
    }

    /// <summary>For operations that change keys: an id or a key's ARN.</summary>
    /// <exception cref="AwsException"><c>NotFoundException</c>, <c>InvalidArnException</c>.</exception>
    public static Task<EncryptionKey> ResolveKeyAsync(
        string name, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        string resource = ResourceOf(name, call);
        return resource.StartsWith(AliasStart, StringComparison.Ordinal)
            ? throw new AwsException("NotFoundException", $"Invalid keyId {name}: it is an alias")
            : GetAsync(resource, parts, call, cancellationToken);
    }

    /// <summary>As <see cref="ResolveKeyAsync"/>, of a key that a client made.</summary>
    /// <exception cref="AwsException"><c>UnsupportedOperationException</c>: a service made it.</exception>
    public static async Task<EncryptionKey> ResolveOwnKeyAsync(
        string name, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        EncryptionKey key = await ResolveKeyAsync(name, parts, call, cancellationToken);
        return key.Manager == KeyManager.Customer
            ? key
            : throw KmsErrors.Unsupported($"{KeyArn(call, key.Id)} is managed by the lake and cannot be changed");
    }

    public static AwsException NoAlias(AwsCall call, string alias) =>
        new("NotFoundException", $"Alias {AliasArn(call, alias)} is not found.");

    private static async Task<EncryptionKey> GetAsync(
        string id, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await parts.Keyring.GetAsync(id, cancellationToken);
        }
        catch (Common.TarnException exception) when (exception.Code == Common.ErrorCodes.UnknownName)
        {
            throw new AwsException("NotFoundException", $"Key '{KeyArn(call, id)}' does not exist");
        }
    }

    /// <summary>An id, or an alias with its <c>alias/</c>.</summary>
    private static string ResourceOf(string name, AwsCall call)
    {
        if (!name.StartsWith(ArnStart, StringComparison.Ordinal))
        {
            return name;
        }

        string[] parts = name.Split(':', ArnParts);
        bool isOfKms = parts.Length == ArnParts && parts[2] == Service;
        bool isKey = isOfKms && parts[^1].StartsWith(KeyStart, StringComparison.Ordinal);
        if (!isKey && !(isOfKms && parts[^1].StartsWith(AliasStart, StringComparison.Ordinal)))
        {
            throw new AwsException("InvalidArnException", $"Invalid arn {name}");
        }

        if (parts[3] != call.Region || parts[4] != AwsAccount.Id)
        {
            throw new AwsException("NotFoundException", $"Invalid arn {parts[3]}: this is {call.Region}");
        }

        return isKey ? parts[^1][KeyStart.Length..] : parts[^1];
    }
}
