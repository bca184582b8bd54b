using Tarn.Storage;
using Tarn.Storage.Attributes;

namespace Tarn.Protocols.Aws.S3.Buckets;

/// <summary>One page of a listing: objects, and what stands for the keys that share a beginning.</summary>
/// <param name="Objects">In order of key.</param>
/// <param name="CommonPrefixes">In order.</param>
/// <param name="LastKey">Where the next page goes on: after it. Null when this is the last page.</param>
internal sealed record ListingPage(
    IReadOnlyList<AttributedObject> Objects, IReadOnlyList<string> CommonPrefixes, string? LastKey)
{
    /// <param name="store">The bucket.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<ListingPage> ReadAsync(
        LocalObjectStore store, ListingQuery query, CancellationToken cancellationToken)
    {
        List<ObjectInfo> objects = [];
        List<string> prefixes = [];
        string? last = null;
        bool isCut = false;
        await foreach (ListedKey listed in store.ListAsync(query.Range, cancellationToken))
        {
            if (objects.Count + prefixes.Count == query.KeysMax)
            {
                isCut = true;
                break;
            }

            if (listed is ListedKey.CommonPrefix common)
            {
                last = common.Prefix;
                prefixes.Add(common.Prefix);
            }
            else if (listed is ListedKey.Object found)
            {
                last = found.Info.Key;
                objects.Add(found.Info);
            }
        }

        return new ListingPage(
            await store.WithAttributesAsync(objects, cancellationToken),
            prefixes,
            isCut ? last ?? query.Range.After : null);
    }
}
