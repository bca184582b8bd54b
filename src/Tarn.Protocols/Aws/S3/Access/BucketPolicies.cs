using System.Collections.Concurrent;
using Tarn.Protocols.Aws.S3.Buckets;
using Tarn.Security.Policies;

namespace Tarn.Protocols.Aws.S3.Access;

/// <summary>
/// The policies of buckets, read once: every request asks for one, and only this process changes them. Thread-safe.
/// </summary>
internal sealed class BucketPolicies(Tarn.Storage.Buckets buckets, BucketSettings settings)
{
    private const string SettingName = "policy";

    private readonly ConcurrentDictionary<string, PolicyDocument?> _known = new(StringComparer.Ordinal);

    /// <summary>Null when the bucket has none, or there is no such bucket.</summary>
    public async ValueTask<PolicyDocument?> FindAsync(string bucket, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(bucket, out PolicyDocument? known))
        {
            return known;
        }

        if (!Tarn.Storage.Buckets.IsName(bucket) || !buckets.Exists(bucket))
        {
            return null;
        }

        PolicyDocument? found = await GetTextAsync(bucket, cancellationToken) is { } text
            ? PolicyDocument.Parse(text, PolicyKind.Bucket, bucket)
            : null;

        // One that was set while this one was read is there already.
        return _known.GetOrAdd(bucket, found);
    }

    /// <summary>As it was sent; null when there is none.</summary>
    public ValueTask<string?> GetTextAsync(string bucket, CancellationToken cancellationToken) =>
        settings.GetAsync(bucket, SettingName, cancellationToken);

    /// <param name="bucket">Whose.</param>
    /// <param name="text">Null takes it away.</param>
    /// <param name="cancellationToken">Looked at before anything is changed.</param>
    /// <exception cref="Common.TarnException"><c>TN8001</c>: it is no policy of this bucket.</exception>
    public async Task SetAsync(string bucket, string? text, CancellationToken cancellationToken)
    {
        PolicyDocument? policy = text is null ? null : PolicyDocument.Parse(text, PolicyKind.Bucket, bucket);
        await settings.SetAsync(bucket, SettingName, text, cancellationToken);
        _known[bucket] = policy;
    }

    /// <summary>The bucket is gone, and its policy with it.</summary>
    public void Forget(string bucket) => _known[bucket] = null;
}
