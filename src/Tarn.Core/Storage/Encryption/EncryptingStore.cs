using System.Runtime.CompilerServices;
using Tarn.Storage.Attributes;

namespace Tarn.Storage.Encryption;

/// <summary>
/// A bucket as the lake itself uses it, but for its tables: what is put is encrypted when the bucket wants that, and
/// what is encrypted reads as it was put, and has the size that it was put with.
/// </summary>
internal sealed class EncryptingStore(LocalObjectStore inner, BucketEncryption encryption) : IObjectStore
{
    private const int DecryptionsMax = 4;
    private const int DescribedTogether = 1024;

    public string Bucket => inner.Bucket;

    public bool MayHaveEncrypted => inner.MayHaveEncrypted;

    public async Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellationToken) =>
        !MayHaveEncrypted ? await inner.HeadAsync(key, cancellationToken)
        : await inner.FindAsync(key, cancellationToken) is { } found ? InfoOf(found)
        : null;

    public async Task<IReadOnlyList<ObjectInfo?>> HeadManyAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        IReadOnlyList<ObjectInfo?> found = await inner.HeadManyAsync(keys, cancellationToken);
        if (!MayHaveEncrypted)
        {
            return found;
        }

        IEnumerable<ObjectInfo> present = await DescribeAsync([.. found.OfType<ObjectInfo>()], cancellationToken);
        Dictionary<string, ObjectInfo> described = present.ToDictionary(info => info.Key, StringComparer.Ordinal);
        return [.. found.Select(info => info is null ? null : described[info.Key])];
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool isPlain = !MayHaveEncrypted;
        List<ObjectInfo> part = [];
        await foreach (ObjectInfo found in inner.ListAsync(prefix, cancellationToken))
        {
            if (isPlain)
            {
                yield return found;
                continue;
            }

            part.Add(found);
            if (part.Count == DescribedTogether)
            {
                foreach (ObjectInfo described in await DescribeAsync(part, cancellationToken))
                {
                    yield return described;
                }

                part.Clear();
            }
        }

        foreach (ObjectInfo described in await DescribeAsync(part, cancellationToken))
        {
            yield return described;
        }
    }

    public async Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        if (await OpenEncryptedAsync(key, cancellationToken) is not { } open)
        {
            return await inner.ReadAsync(key, cancellationToken);
        }

        await using Stream stream = await encryption.OpenAsync(open, cancellationToken);
        byte[] content = new byte[stream.Length];
        await stream.ReadExactlyAsync(content, cancellationToken);
        return content;
    }

    public async Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken) =>
        await OpenEncryptedAsync(key, cancellationToken) is { } open
            ? await encryption.OpenAsync(open, cancellationToken)
            : await inner.OpenReadAsync(key, cancellationToken);

    public async Task<PutResult> PutAsync(
        string key, ReadOnlyMemory<byte> content, PutCondition condition, CancellationToken cancellationToken)
    {
        if (await encryption.OfAsync(Bucket, cancellationToken) is not { } wanted)
        {
            return await inner.PutAsync(key, content, condition, cancellationToken);
        }

        using MemoryStream stream = new(content.ToArray(), writable: false);
        return await PutAsync(key, stream, wanted, condition, cancellationToken);
    }

    public async Task<PutResult> PutAsync(
        string key, Stream content, PutCondition condition, CancellationToken cancellationToken) =>
        await encryption.OfAsync(Bucket, cancellationToken) is { } wanted
            ? await PutAsync(key, content, wanted, condition, cancellationToken)
            : await inner.PutAsync(key, content, condition, cancellationToken);

    public Task MoveInAsync(string localPath, string key, CancellationToken cancellationToken) =>
        MoveInManyAsync([(localPath, key)], cancellationToken);

    public async Task MoveInManyAsync(
        IReadOnlyList<(string LocalPath, string Key)> files, CancellationToken cancellationToken)
    {
        if (await encryption.OfAsync(Bucket, cancellationToken) is not { } wanted)
        {
            await inner.MoveInManyAsync(files, cancellationToken);
            return;
        }

        foreach ((string localPath, string key) in files)
        {
            await MoveInAsync(localPath, key, wanted, cancellationToken);
        }
    }

    public Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        inner.DeleteAsync(keys, cancellationToken);

    public string EnginePath(string key) => inner.EnginePath(key);

    public IReadOnlyList<string> EnginePaths(IReadOnlyList<string> keys) => inner.EnginePaths(keys);

    public async Task<IReadOnlyList<string>> ReadablePathsAsync(
        IReadOnlyList<string> keys, PlaintextScratch scratch, CancellationToken cancellationToken)
    {
        if (!inner.MayHaveEncrypted)
        {
            return inner.EnginePaths(keys);
        }

        string[] paths = new string[keys.Count];
        ParallelOptions options = new()
        {
            MaxDegreeOfParallelism = DecryptionsMax,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(
            0, paths.Length, options, async (i, token) => paths[i] = await ReadablePathAsync(keys[i], scratch, token));
        return paths;
    }

    private async Task<string> ReadablePathAsync(
        string key, PlaintextScratch scratch, CancellationToken cancellationToken) =>
        await OpenEncryptedAsync(key, cancellationToken) is { } open
            ? await DecryptAsync(open, scratch, cancellationToken)
            : inner.EnginePath(key);

    private async Task<string> DecryptAsync(
        OpenObject open, PlaintextScratch scratch, CancellationToken cancellationToken)
    {
        using OpenObject owned = open;
        return await scratch.PathOfAsync(
            Bucket,
            open.Found.Info,
            () => encryption.OpenAsync(open, cancellationToken),
            encryption.Scratch,
            cancellationToken);
    }

    private async Task<IEnumerable<ObjectInfo>> DescribeAsync(
        IReadOnlyList<ObjectInfo> found, CancellationToken cancellationToken) =>
        (await inner.WithAttributesAsync(found, cancellationToken)).Select(InfoOf);

    private static ObjectInfo InfoOf(AttributedObject found) => found.Info with { SizeBytes = found.ContentBytes };

    /// <summary>Null when there is no such object, or it is not encrypted.</summary>
    private async Task<OpenObject?> OpenEncryptedAsync(string key, CancellationToken cancellationToken)
    {
        if (!inner.MayHaveEncrypted || await inner.OpenAsync(key, cancellationToken) is not { } open)
        {
            return null;
        }

        if (open.Found.Attributes.Encryption is not null)
        {
            return open;
        }

        open.Dispose();
        return null;
    }

    private async Task<PutResult> PutAsync(
        string key,
        Stream content,
        ObjectEncryption wanted,
        PutCondition condition,
        CancellationToken cancellationToken)
    {
        (EncryptedBody body, NewContent made) = await encryption.EncryptAsync(
            inner, wanted, content, cancellationToken);
        using NewContent ownedKey = made;
        await using EncryptedBody ownedBody = body;
        PutResult result = await inner.PutAsync(
            key,
            body,
            condition,
            () => ObjectAttributes.None with
            {
                Encryption = wanted with { ContentBytes = body.ContentBytes },
            },
            cancellationToken);
        return result is PutResult.Stored stored
            ? stored with { Object = stored.Object with { SizeBytes = body.ContentBytes } }
            : result;
    }

    /// <summary>The file goes last, so that doing it again after a crash is fine.</summary>
    private async Task MoveInAsync(
        string localPath, string key, ObjectEncryption wanted, CancellationToken cancellationToken)
    {
        if (!File.Exists(localPath))
        {
            await inner.MoveInAsync(localPath, key, cancellationToken);
            return;
        }

        await using (FileStream content = File.OpenRead(localPath))
        {
            await PutAsync(key, content, wanted, PutCondition.None, cancellationToken);
        }

        File.Delete(localPath);
    }
}
