using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tarn.Common;
using Tarn.Crawlers.Runs;
using Tarn.Storage;

namespace Tarn.Crawlers.Watching;

/// <summary>Tells whether anything changed below a crawler's targets, by one hash of their listings.</summary>
internal sealed class ListingDigest(Buckets buckets, LakeTables lakeTables)
{
    /// <summary>Another one when an object that crawls look at appeared, changed or vanished.</summary>
    /// <returns>Null when a target cannot be listed now; crawls say why.</returns>
    public async Task<string?> FindAsync(CrawlerDefinition crawler, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            foreach (CrawlTarget target in crawler.Targets)
            {
                TargetListing listing = new(target, root => lakeTables.Roots.Contains((target.Bucket, root)));
                foreach (ObjectInfo file in await listing.ListAsync(buckets.Get(target.Bucket), cancellationToken))
                {
                    Add(hash, file);
                }
            }
        }
        catch (TarnException)
        {
            return null;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, ObjectInfo file)
    {
        Span<byte> size = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(size, file.SizeBytes);
        hash.AppendData(Encoding.UTF8.GetBytes($"{file.Key}\0{file.ETag}\0"));
        hash.AppendData(size);
    }
}
