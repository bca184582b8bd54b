using System.Text;
using Tarn.Storage;
using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;
using Tarn.Testing;

namespace Tarn.Tests.Storage.Archive;

/// <summary>A local bucket in a directory of its own, and what tests of its archive ask again and again.</summary>
internal sealed class ArchiveRig : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public ArchiveRig() => Store = new LocalObjectStore("cold", Root, Clock, new SequentialIdSource());

    public ManualTimeProvider Clock { get; } = new();

    public LocalObjectStore Store { get; }

    public string Root => _directory.Sub("cold");

    public async Task<ObjectInfo> PutAsync(
        string key, string text, ObjectAttributes? attributes, CancellationToken cancellationToken)
    {
        using MemoryStream content = new(Encoding.UTF8.GetBytes(text));
        PutResult result = await Store.PutAsync(
            key, content, PutCondition.None, attributes is null ? null : () => attributes, cancellationToken);
        return ((PutResult.Stored)result).Object;
    }

    public Task<PutResult> PutArchivedAsync(
        string key, string text, PutCondition condition, CancellationToken cancellationToken) =>
        Store.Archive.PutAsync(
            key,
            new MemoryStream(Encoding.UTF8.GetBytes(text)),
            condition,
            () => new ObjectAttributes { StorageClass = StorageClasses.Glacier },
            cancellationToken);

    public async Task<string?> ReadAsync(string key, CancellationToken cancellationToken) =>
        await Store.ReadAsync(key, cancellationToken) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    public async Task<IReadOnlyList<ObjectInfo>> ListAsync(CancellationToken cancellationToken)
    {
        List<ObjectInfo> found = [];
        await foreach (ObjectInfo info in Store.ListAsync("", cancellationToken))
        {
            found.Add(info);
        }

        return found;
    }

    /// <summary>Files that somebody who knows nothing of archives sees.</summary>
    public IReadOnlyList<string> PlainFiles() =>
    [
        .. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(path => !path.StartsWith(".tarn-", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    public void Dispose() => _directory.Dispose();
}
