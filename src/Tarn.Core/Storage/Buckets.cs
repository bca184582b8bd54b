using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Tarn.Common;
using Tarn.Storage.Attributes;
using Tarn.Storage.Encryption;
using Tarn.Storage.Events;
using Tarn.Storage.Versions;

namespace Tarn.Storage;

/// <summary>The local buckets of a lake: the directories below its data directory.</summary>
public sealed partial class Buckets(string dataDirectory, TimeProvider timeProvider, IIdSource ids)
{
    /// <summary>Directories of Tarn's own that an empty bucket may have.</summary>
    private static readonly IReadOnlyList<string> Removable =
        [DurableFolder.IncomingName, AttributeFiles.DirectoryName, EncryptedFiles.DirectoryName];

    private readonly ConcurrentDictionary<string, LocalObjectStore> _stores = new(StringComparer.Ordinal);

    /// <summary>How objects are encrypted and read again; null where there is no keyring.</summary>
    public BucketEncryption? Encryption { get; init; }

    /// <summary>Tells what happens to the objects of all of them.</summary>
    public ObjectEvents Events { get; } = new(timeProvider);

    /// <summary>The bucket, whether or not its directory exists yet.</summary>
    /// <exception cref="TarnException"><c>TN4005</c>: not a bucket name.</exception>
    public IObjectStore Get(string bucket) =>
        Encryption is { } encryption ? new EncryptingStore(GetLocal(bucket), encryption) : GetLocal(bucket);

    /// <summary>The bucket for managed tables, whose files the engine writes and reads in place.</summary>
    /// <exception cref="TarnException"><c>TN4005</c>: not a bucket name.</exception>
    public IObjectStore GetForTables(string bucket) =>
        Encryption?.Defaults.IsDefined(bucket) == true ? new TableStore(GetLocal(bucket)) : GetLocal(bucket);

    /// <summary>Makes the bucket's directory, so that files can be dropped into it; durable on return.</summary>
    public Task CreateAsync(string bucket, CancellationToken cancellationToken) =>
        GetLocal(bucket).CreateAsync(cancellationToken);

    /// <summary>The bucket on the local disk, with what only local buckets have.</summary>
    /// <exception cref="TarnException"><c>TN4005</c>: not a bucket name.</exception>
    public LocalObjectStore GetLocal(string bucket)
    {
        if (!IsName(bucket))
        {
            throw new TarnException(ErrorCodes.BadKey, $"'{bucket}' is not a bucket name")
            {
                Hint = "Bucket names have 3 to 63 lower case letters, digits, '-' and '.', and start and end with"
                    + " a letter or digit.",
            };
        }

        return _stores.GetOrAdd(
            bucket,
            name => new LocalObjectStore(name, Path.Join(dataDirectory, name), timeProvider, ids, Events));
    }

    /// <summary>Whether a general purpose S3 bucket may be called so.</summary>
    public static bool IsName(string text) => BucketName().IsMatch(text);

    /// <summary>Names and times of the buckets that have a directory, in ordinal order.</summary>
    public IReadOnlyList<(string Name, DateTimeOffset CreatedAt)> List()
    {
        DirectoryInfo data = new(dataDirectory);
        return !data.Exists
            ? []
            : [.. data.GetDirectories()
                .Where(bucket => IsName(bucket.Name))
                .OrderBy(bucket => bucket.Name, StringComparer.Ordinal)
                .Select(bucket => (bucket.Name, new DateTimeOffset(bucket.CreationTimeUtc, TimeSpan.Zero)))];
    }

    /// <summary>Whether the bucket has a directory.</summary>
    public bool Exists(string bucket) => IsName(bucket) && Directory.Exists(Path.Join(dataDirectory, bucket));

    /// <summary>
    /// Removes the directory of a bucket without objects and versions; false, with nothing changed, when it has some.
    /// </summary>
    public async Task<bool> TryDeleteAsync(string bucket, CancellationToken cancellationToken)
    {
        await foreach (ListedVersion _ in GetLocal(bucket).Versions.ListAsync(
            new VersionRange(new KeyRange()), cancellationToken))
        {
            return false;
        }

        return await BlockingIo.RunAsync(
            () => TryRemove(Path.Join(dataDirectory, bucket)) && _stores.TryRemove(bucket, out _), cancellationToken);
    }

    /// <summary>
    /// Deletes half-written files of all buckets, as <see cref="LocalObjectStore.RemoveLeftoversAsync"/> says; returns
    /// how many there were.
    /// </summary>
    public async Task<int> RemoveLeftoversAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken)
    {
        int count = 0;
        DirectoryInfo data = new(dataDirectory);
        foreach (DirectoryInfo bucket in data.Exists ? data.GetDirectories() : [])
        {
            if (IsName(bucket.Name))
            {
                count += await GetLocal(bucket.Name).RemoveLeftoversAsync(writtenBefore, cancellationToken);
            }
        }

        return count;
    }

    /// <summary>Directory by directory, so that an object put meanwhile stops it.</summary>
    private static bool TryRemove(string directory)
    {
        try
        {
            foreach (string reserved in Removable)
            {
                DeleteIfPresent(Path.Join(directory, reserved));
            }

            string versions = Path.Join(directory, OlderVersions.DirectoryName);
            foreach (string inner in Directory.EnumerateDirectories(directory, "*", SearchOption.AllDirectories)
                .Where(inner => inner != versions)
                .OrderByDescending(inner => inner.Length).ToList())
            {
                Directory.Delete(inner);
            }

            // Last, since it says whether there are versions.
            DeleteIfPresent(versions);
            Directory.Delete(directory);
            DurableFolder.SyncParent(directory);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void DeleteIfPresent(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>The names general purpose S3 buckets may have.</summary>
    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex BucketName();
}
