using Tarn.Crawlers.Classifying;
using Tarn.Crawlers.Grouping;
using Tarn.Crawlers.Memory;
using Tarn.Crawlers.Sampling;
using Tarn.Engine;
using Tarn.Storage;

namespace Tarn.Crawlers.Runs;

/// <summary>
/// Looks at the new and changed objects of a bucket: samples side by side, then Parquet footers in batches.
/// </summary>
internal sealed class ObjectReading(
    CrawlerDefinition definition,
    IObjectStore store,
    DuckInstance engine,
    DeltaReader delta,
    SchemaPool schemas,
    CrawlScratch scratch)
{
    private const int SideBySide = 4;
    private const string Archived = "it is archived and has to be restored before it can be read";

    /// <summary>What the objects are, in their order; those that vanished are left out.</summary>
    /// <param name="files">To look at.</param>
    /// <param name="done">Called for each that was looked at, by any thread.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<CrawledObject>> ReadAsync(
        IReadOnlyList<ObjectInfo> files, Action done, CancellationToken cancellationToken)
    {
        SampleReader samples = new(store, new ZstandardLines(engine), definition.SampleBytesMax, scratch);
        ObjectClassifier classifier = new(samples, definition.Classifiers);
        Classification[] found = new Classification[files.Count];
        ParallelOptions options = new() { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, files.Count, options, async (i, token) =>
        {
            found[i] = files[i].IsArchived ? new Classification.Junk(Archived)
                : files[i].Key.EndsWith('/') ? await delta.ReadAsync(store, files[i].Key, token)
                : IsNameable(files[i].Key) ? await classifier.ClassifyAsync(files[i], token)
                : new Classification.Junk(SqlText.NotNameable);
            if (found[i] is not Classification.Footer)
            {
                done();
            }
        });
        await ReadFootersAsync(files, found, done, cancellationToken);
        return [.. files.Zip(found, Describe).OfType<CrawledObject>()];
    }

    private bool IsNameable(string key) =>
        SqlText.IsNameable(store.MayHaveEncrypted ? key : store.EnginePath(key));

    private async Task ReadFootersAsync(
        IReadOnlyList<ObjectInfo> files, Classification[] found, Action done, CancellationToken cancellationToken)
    {
        using DuckConnection connection = engine.Connect();
        FooterReader footers = new(connection, store, scratch);
        IEnumerable<int[]> batches = Enumerable.Range(0, files.Count)
            .Where(i => found[i] is Classification.Footer)
            .Chunk(FooterReader.FilesMax);
        foreach (int[] places in batches)
        {
            IReadOnlyList<Classification> read = await footers.ReadAsync(
                [.. places.Select(place => files[place])], cancellationToken);
            for (int i = 0; i < places.Length; i++)
            {
                found[places[i]] = read[i];
                done();
            }
        }
    }

    private CrawledObject? Describe(ObjectInfo file, Classification classification)
    {
        // Restoring it does not change its tag, and yet it is to be looked at then.
        CrawledObject item = new(file.Key, file.SizeBytes, file.IsArchived ? Archived : file.ETag);
        return classification switch
        {
            Classification.Known known => item with { Schema = schemas.Share(known.Schema) },
            Classification.Junk junk => item with { Junk = junk.Reason },
            _ => null,
        };
    }
}
