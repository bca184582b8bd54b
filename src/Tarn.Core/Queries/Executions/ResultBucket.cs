using Tarn.Storage;

namespace Tarn.Queries.Executions;

/// <summary>The bucket for results that nobody wants elsewhere. It is made when the first one comes.</summary>
public static class ResultBucket
{
    public const string Name = "athena-results";

    public const string Location = "s3://athena-results/";

    /// <summary>Deletes its objects that are older; returns how many there were.</summary>
    internal static async Task<int> SweepAsync(
        Buckets buckets, DateTimeOffset writtenBefore, CancellationToken cancellationToken)
    {
        if (!buckets.Exists(Name))
        {
            return 0;
        }

        List<string> old = [];
        await foreach (ObjectInfo found in buckets.Get(Name).ListAsync("", cancellationToken))
        {
            if (found.LastModified < writtenBefore)
            {
                old.Add(found.Key);
            }
        }

        await buckets.Get(Name).DeleteAsync(old, cancellationToken);
        return old.Count;
    }
}
