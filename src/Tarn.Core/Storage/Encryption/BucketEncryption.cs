using Tarn.Common;
using Tarn.Security.Keys;

namespace Tarn.Storage.Encryption;

/// <summary>Encrypts what the lake itself puts into buckets as those want it, and reads what is encrypted.</summary>
public sealed class BucketEncryption(Keyring keyring, ContentKeys contents, IDefaultEncryption defaults)
{
    /// <summary>What buckets want.</summary>
    public IDefaultEncryption Defaults => defaults;

    /// <summary>What decrypted objects may take of the disk while the engine reads them.</summary>
    public ScratchBudget Scratch { get; init; } = new(bytesMax: null);

    /// <summary>How an object of the bucket is to be encrypted; null when it is not.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is no such key; <c>TN7002</c>, <c>TN7003</c>: it cannot be used.
    /// </exception>
    public async Task<ObjectEncryption?> OfAsync(string bucket, CancellationToken cancellationToken)
    {
        EncryptionRule? rule = await defaults.OfAsync(bucket, cancellationToken);
        return rule switch
        {
            null => null,
            { Algorithm: ObjectEncryption.OfBucket } => new ObjectEncryption(rule.Algorithm, KeyId: null),
            { KeyName: null } => new ObjectEncryption(
                rule.Algorithm, (await ServiceKey.Objects.GetAsync(keyring, cancellationToken)).Id),
            { KeyName: { } name } => new ObjectEncryption(
                rule.Algorithm, await KeyOfAsync(bucket, name, cancellationToken)),
        };
    }

    /// <summary>Content to be put, encrypted; the caller disposes both.</summary>
    /// <param name="store">Where it is to be put.</param>
    /// <param name="encryption">How.</param>
    /// <param name="content">Stays the caller's.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<(EncryptedBody Body, NewContent Content)> EncryptAsync(
        LocalObjectStore store, ObjectEncryption encryption, Stream content, CancellationToken cancellationToken)
    {
        NewContent made = await contents.MakeAsync(store.Bucket, encryption, cancellationToken);
        await store.AnnounceEncryptedAsync(cancellationToken);
        return (new EncryptedBody(content, made), made);
    }

    /// <summary>The content of an object, which is disposed with it.</summary>
    /// <exception cref="TarnException">As for <see cref="ContentKeys.OpenAsync"/>.</exception>
    public async Task<Stream> OpenAsync(OpenObject open, CancellationToken cancellationToken)
    {
        try
        {
            return await contents.OpenContentAsync(open, cancellationToken);
        }
        catch
        {
            open.Dispose();
            throw;
        }
    }

    private async Task<string> KeyOfAsync(string bucket, string name, CancellationToken cancellationToken)
    {
        try
        {
            EncryptionKey key = await keyring.ResolveAsync(name, cancellationToken);
            key.RequireEnabled();
            return key.Id;
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.UnknownName)
        {
            throw new TarnException(
                exception.Code,
                $"bucket '{bucket}' is to be encrypted with the key '{name}', and there is none",
                exception)
            {
                Hint = "make the key with KMS's CreateKey and CreateAlias, or name another one",
            };
        }
    }
}
