using Tarn.Protocols.Aws.S3.Buckets;
using Tarn.Storage;
using Tarn.Storage.Versions;

namespace Tarn.Protocols.Aws.S3.Versions;

/// <summary>One page of a listing of versions.</summary>
/// <param name="Versions">In order.</param>
/// <param name="CommonPrefixes">In order.</param>
/// <param name="NextKey">Where the next page goes on; null when this is the last.</param>
/// <param name="NextVersionId">After which version of that key; null when after all.</param>
internal sealed record VersionPage(
    IReadOnlyList<ObjectVersion> Versions,
    IReadOnlyList<string> CommonPrefixes,
    string? NextKey,
    string? NextVersionId)
{
    public static async Task<VersionPage> ReadAsync(
        LocalObjectStore store, ListingQuery query, string? afterVersionId, CancellationToken cancellationToken)
    {
        List<ObjectVersion> versions = [];
        List<string> prefixes = [];
        (string? Key, string? VersionId) last = (null, null);
        VersionRange range = new(query.Range, afterVersionId);
        await foreach (ListedVersion listed in store.Versions.ListAsync(range, cancellationToken))
        {
            if (versions.Count + prefixes.Count >= query.KeysMax)
            {
                return new VersionPage(versions, prefixes, last.Key, last.VersionId);
            }

            if (listed is ListedVersion.Version version)
            {
                versions.Add(version.Found);
                last = (version.Found.Key, version.Found.VersionId);
            }
            else if (listed is ListedVersion.CommonPrefix common)
            {
                prefixes.Add(common.Prefix);
                last = (common.Prefix, null);
            }
        }

        return new VersionPage(versions, prefixes, NextKey: null, NextVersionId: null);
    }
}
