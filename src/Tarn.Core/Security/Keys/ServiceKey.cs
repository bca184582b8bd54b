using Tarn.Common;

namespace Tarn.Security.Keys;

/// <summary>The key that a lake makes for itself to encrypt objects, found by its alias.</summary>
public static class ServiceKey
{
    /// <summary>As AWS calls its own.</summary>
    public const string Alias = "alias/aws/s3";

    /// <summary>Null when nothing was encrypted with it yet.</summary>
    public static async Task<EncryptionKey?> FindAsync(Keyring keyring, CancellationToken cancellationToken) =>
        await keyring.Aliases.FindAsync(Alias, cancellationToken) is { } alias
            ? await keyring.GetAsync(alias.KeyId, cancellationToken)
            : null;

    /// <summary>Made when there is none; it rotates once a year.</summary>
    public static async Task<EncryptionKey> GetAsync(Keyring keyring, CancellationToken cancellationToken)
    {
        if (await FindAsync(keyring, cancellationToken) is { } found)
        {
            return found;
        }

        EncryptionKey made = await keyring.CreateAsync(
            key => key with
            {
                Manager = KeyManager.Service,
                Description = "Encrypts objects when no other key is named",
                Rotation = new KeyRotation(KeyRotation.PeriodDaysDefault, key.CreatedAt),
            },
            cancellationToken);
        try
        {
            await keyring.Aliases.CreateAsync(Alias, made.Id, cancellationToken);
            return made;
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.AliasExists)
        {
            // Another request was the first, and its key counts.
            await keyring.DeleteAsync(made.Id, cancellationToken);
            return (await FindAsync(keyring, cancellationToken))!;
        }
    }
}
