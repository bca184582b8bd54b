using System.Globalization;
using System.Runtime.CompilerServices;
using Tarn.Common;
using Tarn.Storage;

namespace Tarn.Testing;

/// <summary>
/// A bucket that lives as long as the test. Puts are atomic, also across threads; nothing is on disk.
/// </summary>
public sealed class InMemoryObjectStore(string bucket, TimeProvider timeProvider) : IObjectStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Entry> _objects = new(KeyOrder.Instance);
    private long _lastETag;

    public string Bucket => bucket;

    /// <summary>Runs before each conditional put, outside of the lock: a test's chance to be another writer.</summary>
    public Func<string, Task>? BeforeConditionalPut { get; set; }

    public Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult(Find(key)?.Info);

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ObjectInfo> found;
        lock (_lock)
        {
            found = [.. _objects
                .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(pair => pair.Value.Info)];
        }

        foreach (ObjectInfo info in found)
        {
            await Task.CompletedTask;
            yield return info;
        }
    }

    public Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult(Find(key)?.Content);

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken) => Find(key) is Entry entry
        ? Task.FromResult<Stream>(new MemoryStream(entry.Content, writable: false))
        : throw new TarnException(ErrorCodes.ObjectMissing, $"no object '{key}' in bucket '{bucket}'");

    public async Task<PutResult> PutAsync(
        string key, ReadOnlyMemory<byte> content, PutCondition condition, CancellationToken cancellationToken)
    {
        if (condition == PutCondition.IfAbsent && BeforeConditionalPut is { } hook)
        {
            await hook(key);
        }

        lock (_lock)
        {
            if (condition == PutCondition.IfAbsent && _objects.ContainsKey(key))
            {
                return new PutResult.AlreadyExists();
            }

            string etag = (++_lastETag).ToString(CultureInfo.InvariantCulture);
            ObjectInfo info = new(key, content.Length, timeProvider.GetUtcNow(), etag);
            _objects[key] = new Entry(content.ToArray(), info);
            return new PutResult.Stored(info);
        }
    }

    public async Task<PutResult> PutAsync(
        string key, Stream content, PutCondition condition, CancellationToken cancellationToken)
    {
        using MemoryStream buffer = new();
        await content.CopyToAsync(buffer, cancellationToken);
        return await PutAsync(key, buffer.ToArray(), condition, cancellationToken);
    }

    public async Task MoveInAsync(string localPath, string key, CancellationToken cancellationToken)
    {
        if (File.Exists(localPath))
        {
            byte[] content = await File.ReadAllBytesAsync(localPath, cancellationToken);
            await PutAsync(key, content, PutCondition.None, cancellationToken);
            File.Delete(localPath);
        }
        else if (Find(key) is null)
        {
            throw new TarnException(ErrorCodes.ObjectMissing, $"no file '{localPath}' and no object '{key}'");
        }
    }

    public Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (string key in keys)
            {
                _objects.Remove(key);
            }
        }

        return Task.CompletedTask;
    }

    public string EnginePath(string key) =>
        throw new NotSupportedException("The engine cannot read objects that exist in memory only.");

    private Entry? Find(string key)
    {
        lock (_lock)
        {
            return _objects.GetValueOrDefault(key);
        }
    }

    private sealed record Entry(byte[] Content, ObjectInfo Info);
}
