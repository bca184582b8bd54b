using Tarn.Common;

namespace Tarn.Security.Keys;

/// <summary>A key that a lake makes for itself, found by its alias.</summary>
public sealed class ServiceKey
{
    private readonly string _description;

    private ServiceKey(string alias, string description)
    {
        Alias = alias;
        _description = description;
    }

    /// <summary>Encrypts objects.</summary>
    public static ServiceKey Objects { get; } = new("alias/aws/s3", "Encrypts objects when no other key is named");

    /// <summary>Encrypts secrets that definitions name.</summary>
    public static ServiceKey Secrets { get; } = new("alias/aws/secretsmanager", "Encrypts secrets of the lake");

    /// <summary>As AWS calls its own.</summary>
    public string Alias { get; }

    /// <summary>Null when nothing was encrypted with it yet.</summary>
    public async Task<EncryptionKey?> FindAsync(Keyring keyring, CancellationToken cancellationToken) =>
        await keyring.Aliases.FindAsync(Alias, cancellationToken) is { } alias
            ? await keyring.GetAsync(alias.KeyId, cancellationToken)
            : null;

    /// <summary>Made when there is none; it rotates once a year.</summary>
    public async Task<EncryptionKey> GetAsync(Keyring keyring, CancellationToken cancellationToken)
    {
        if (await FindAsync(keyring, cancellationToken) is { } found)
        {
            return found;
        }

        EncryptionKey made = await keyring.CreateAsync(
            key => key with
            {
                Manager = KeyManager.Service,
                Description = _description,
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
