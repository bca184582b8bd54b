using Tarn.Common;
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
        await foreach (ObjectInfo found in ListAsync(store, query.Prefix, cancellationToken))
        {
            string? prefix = query.CommonPrefixOf(found.Key);
            bool isCounted = prefix is not null && prefixes.Count > 0 && prefixes[^1] == prefix;
            if (isCounted || query.IsBefore(prefix ?? found.Key))
            {
                continue;
            }

            if (objects.Count + prefixes.Count == query.KeysMax)
            {
                isCut = true;
                break;
            }

            last = prefix ?? found.Key;
            if (prefix is null)
            {
                objects.Add(found);
            }
            else
            {
                prefixes.Add(prefix);
            }
        }

        return new ListingPage(
            await store.WithAttributesAsync(objects, cancellationToken), prefixes, isCut ? last ?? query.After : null);
    }

    /// <summary>A prefix that no key can start with finds nothing.</summary>
    private static async IAsyncEnumerable<ObjectInfo> ListAsync(
        LocalObjectStore store,
        string prefix,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<ObjectInfo> objects =
            store.ListAsync(prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await objects.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (TarnException exception) when (exception.Code == ErrorCodes.BadKey && !Storage.Buckets.IsKey(prefix))
            {
                yield break;
            }

            yield return objects.Current;
        }
    }
}
