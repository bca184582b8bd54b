using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Tarn.Common;

namespace Tarn.Storage;

/// <summary>The local buckets of a lake: the directories below its data directory.</summary>
public sealed partial class Buckets(string dataDirectory, TimeProvider timeProvider, IIdSource ids)
{
    private readonly ConcurrentDictionary<string, LocalObjectStore> _stores = new(StringComparer.Ordinal);

    /// <summary>The bucket, whether or not its directory exists yet.</summary>
    /// <exception cref="TarnException"><c>TN4005</c>: not a bucket name.</exception>
    public IObjectStore Get(string bucket) => GetLocal(bucket);

    /// <summary>Makes the bucket's directory, so that files can be dropped into it; durable on return.</summary>
    public Task CreateAsync(string bucket, CancellationToken cancellationToken) =>
        GetLocal(bucket).CreateAsync(cancellationToken);

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
            if (BucketName().IsMatch(bucket.Name))
            {
                count += await GetLocal(bucket.Name).RemoveLeftoversAsync(writtenBefore, cancellationToken);
            }
        }

        return count;
    }

    private LocalObjectStore GetLocal(string bucket)
    {
        if (!BucketName().IsMatch(bucket))
        {
            throw new TarnException(ErrorCodes.BadKey, $"'{bucket}' is not a bucket name")
            {
                Hint = "Bucket names have 3 to 63 lower case letters, digits, '-' and '.', and start and end with"
                    + " a letter or digit.",
            };
        }

        return _stores.GetOrAdd(
            bucket,
            name => new LocalObjectStore(name, Path.Join(dataDirectory, name), timeProvider, ids));
    }

    /// <summary>The names general purpose S3 buckets may have.</summary>
    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex BucketName();
}
