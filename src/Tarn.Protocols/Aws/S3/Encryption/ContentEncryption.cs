using Tarn.Protocols.Aws.Kms;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Keys;
using Tarn.Storage;
using Tarn.Storage.Attributes;
using Tarn.Storage.Encryption;

namespace Tarn.Protocols.Aws.S3.Encryption;

/// <summary>Encrypts objects as requests and buckets want it, and reads them again.</summary>
/// <param name="kms">Null where there is no keyring, and nothing is encrypted.</param>
/// <param name="defaults">What buckets want.</param>
internal sealed class ContentEncryption(KmsParts? kms, IDefaultEncryption defaults)
{
    /// <summary>How the object of a request is to be encrypted; null when it is not.</summary>
    /// <exception cref="AwsException">It asks for what Tarn has not, or for a key that there is not.</exception>
    public async Task<ObjectEncryption?> ChooseAsync(S3Call call)
    {
        EncryptionHeaders.RefuseCustomerKeys(call);
        if (call.Header(EncryptionHeaders.Context) is not null)
        {
            throw EncryptionHeaders.NotImplemented(EncryptionHeaders.Context);
        }

        EncryptionRule? rule = ReadHeaders(call) ?? await defaults.OfAsync(call.Bucket, call.Cancelled);
        return rule?.Algorithm switch
        {
            null => null,
            ObjectEncryption.OfBucket => new ObjectEncryption(ObjectEncryption.OfBucket, KeyId: null),
            _ => new ObjectEncryption(ObjectEncryption.OfKey, await KeyOfAsync(rule, call)),
        };
    }

    /// <summary>The body of an object, encrypted; the caller disposes both.</summary>
    public async Task<(EncryptedBody Body, NewContent Content)> EncryptAsync(
        LocalObjectStore store, ObjectEncryption encryption, Stream content, CancellationToken cancellationToken)
    {
        NewContent made = await Kms.Contents.MakeAsync(store.Bucket, encryption, cancellationToken);
        await store.AnnounceEncryptedAsync(cancellationToken);
        return (new EncryptedBody(content, made), made);
    }

    /// <summary>Writes a part of an object's content.</summary>
    public async Task CopyAsync(
        OpenObject open, Stream target, long start, long length, CancellationToken cancellationToken)
    {
        if (open.Found.Attributes.Encryption is null)
        {
            await EncryptedReader.RequirePlainAsync(open, cancellationToken);
            await open.CopyAsync(target, start, length, cancellationToken);
            return;
        }

        using EncryptedReader reader = await Kms.Contents.OpenAsync(open, cancellationToken);
        await reader.CopyAsync(target, start, length, cancellationToken);
    }

    /// <summary>The content of an object from its start.</summary>
    /// <exception cref="AwsException"><c>NoSuchKey</c>: it is gone.</exception>
    public async Task<Stream> OpenAsync(
        LocalObjectStore store, AttributedObject found, CancellationToken cancellationToken)
    {
        OpenObject open = await store.OpenAsync(found.Info.Key, cancellationToken)
            ?? throw S3Errors.NoSuchKey(found.Info.Key);
        return await OpenAsync(open, start: 0, cancellationToken);
    }

    /// <summary>The content of an object from some byte on; the object is disposed with it.</summary>
    public async Task<Stream> OpenAsync(OpenObject open, long start, CancellationToken cancellationToken)
    {
        try
        {
            if (open.Found.Attributes.Encryption is not null)
            {
                Stream content = await Kms.Contents.OpenContentAsync(open, cancellationToken);
                content.Position = start;
                return content;
            }

            await EncryptedReader.RequirePlainAsync(open, cancellationToken);
            return new PlainBody(open, start);
        }
        catch
        {
            open.Dispose();
            throw;
        }
    }

    private KmsParts Kms => kms ?? throw EncryptionHeaders.NotImplemented(EncryptionHeaders.Algorithm);

    private static EncryptionRule? ReadHeaders(S3Call call)
    {
        string? keyName = call.Header(EncryptionHeaders.KeyId);
        return call.Header(EncryptionHeaders.Algorithm) switch
        {
            null when keyName is null => null,
            ObjectEncryption.OfBucket when keyName is null => EncryptionRule.OfBucket,
            ObjectEncryption.OfKey => new EncryptionRule(ObjectEncryption.OfKey, keyName),
            null or ObjectEncryption.OfBucket => throw S3Errors.InvalidArgument(
                "Server Side Encryption with AWS KMS managed key requires HTTP header"
                + " x-amz-server-side-encryption : aws:kms",
                EncryptionHeaders.Algorithm,
                call.Header(EncryptionHeaders.Algorithm) ?? "null"),
            "aws:kms:dsse" => throw EncryptionHeaders.NotImplemented(EncryptionHeaders.Algorithm),
            { } other => throw new AwsException(
                "InvalidEncryptionAlgorithmError", $"The encryption request you specified is not valid: {other}"),
        };
    }

    private async Task<string> KeyOfAsync(EncryptionRule rule, S3Call call)
    {
        if (rule.KeyName is null)
        {
            return (await ServiceKey.Objects.GetAsync(Kms.Keyring, call.Cancelled)).Id;
        }

        try
        {
            EncryptionKey key = await KeyNames.ResolveAsync(rule.KeyName, Kms, call.Caller, call.Cancelled);
            key.RequireEnabled();
            return key.Id;
        }
        catch (AwsException exception)
        {
            throw new AwsException("KMS." + exception.Code, exception.Message);
        }
    }
}
