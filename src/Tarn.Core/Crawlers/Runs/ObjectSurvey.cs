using Tarn.Catalog.Files;
using Tarn.Crawlers.Grouping;
using Tarn.Crawlers.Memory;
using Tarn.Crawlers.Sampling;
using Tarn.Storage;

namespace Tarn.Crawlers.Runs;

/// <summary>Lists the targets of a crawler, looks at what is new or changed, and finds the tables.</summary>
internal sealed class ObjectSurvey(
    CrawlerParts parts, CrawlerDefinition definition, CrawlerMemory memory, SchemaPool schemas)
{
    private readonly Dictionary<(string Bucket, string Key), CrawledObject> _objects = [];
    private readonly Dictionary<(string Bucket, string Key), JunkObject> _junk = [];
    private readonly List<TablePlan> _tables = [];
    private int _listed;
    private int _read;

    public async Task<Survey> TakeAsync(IProgress<CrawlProgress>? progress, CancellationToken cancellationToken)
    {
        foreach (CrawlTarget target in definition.Targets)
        {
            progress?.Report(new CrawlProgress(CrawlStage.Listing, _listed, 0));
            await TakeAsync(target, progress, cancellationToken);
        }

        return new Survey
        {
            ObjectsListed = _listed,
            ObjectsRead = _read,
            Objects = [.. _objects.Select(item => (item.Key.Bucket, item.Value))],
            Tables = [.. _tables.DistinctBy(table => table.Identity)],
            Junk = [.. _junk.Values],
        };
    }

    private async Task TakeAsync(
        CrawlTarget target, IProgress<CrawlProgress>? progress, CancellationToken cancellationToken)
    {
        IObjectStore store = parts.Buckets.Get(target.Bucket);
        TargetListing listing = new(target, root => parts.LakeTables.Roots.Contains((target.Bucket, root)));
        IReadOnlyList<ObjectInfo> files = await listing.ListAsync(store, cancellationToken);
        List<ObjectInfo> changed = [];
        List<CrawledObject> found = [];
        foreach (ObjectInfo file in files)
        {
            if (Known(target.Bucket, file) is { } known)
            {
                found.Add(known);
            }
            else
            {
                changed.Add(file);
            }
        }

        // Targets may overlap; an object of two of them is counted once.
        int isNew = files.Count(file => !_objects.ContainsKey((target.Bucket, file.Key)));
        int done = 0;
        DeltaReader delta = new(parts.Engine, parts.TimeProvider, parts.IdSource);
        CrawlScratch scratch = new(parts.ScratchDirectory, parts.IdSource);
        ObjectReading reading = new(definition, store, parts.Engine, delta, schemas, scratch);
        found.AddRange(await reading.ReadAsync(
            changed,
            () => progress?.Report(
                new CrawlProgress(CrawlStage.Reading, Interlocked.Increment(ref done), changed.Count)),
            cancellationToken));
        _listed += isNew;
        _read += changed.Count;
        AddTables(target, [.. found.OrderBy(item => item.Key, StringComparer.Ordinal)], listing.DeltaRoots);
    }

    private CrawledObject? Known(string bucket, ObjectInfo file)
    {
        CrawledObject? known = _objects.GetValueOrDefault((bucket, file.Key))
            ?? memory.Objects.GetValueOrDefault((bucket, file.Key));
        return known is not null && known.ETag == file.ETag && known.SizeBytes == file.SizeBytes ? known : null;
    }

    private void AddTables(
        CrawlTarget target, IReadOnlyList<CrawledObject> found, IReadOnlyList<string> deltaRoots)
    {
        foreach (CrawledObject item in found)
        {
            _objects[(target.Bucket, item.Key)] = item;
        }

        TableFinder finder = new(target, definition.Grouping, definition.TableLevel);
        (IReadOnlyList<TablePlan> tables, IReadOnlyList<CrawledObject> leftOver) =
            finder.Find(found.Where(item => !item.Key.EndsWith('/')));
        _tables.AddRange(tables.Select(table => WithoutDelta(table, deltaRoots)));
        _tables.AddRange(found
            .Where(item => item.Key.EndsWith('/') && item.Schema is not null)
            .Select(item => DeltaTable(target.Bucket, item)));
        foreach (CrawledObject item in found.Concat(leftOver).Where(item => item.Junk is not null))
        {
            _junk[(target.Bucket, item.Key)] = new JunkObject(target.Bucket, item.Key, item.Junk!);
        }
    }

    /// <summary>Files of a Delta table that lies below the table's folder are not the table's.</summary>
    private static TablePlan WithoutDelta(TablePlan table, IReadOnlyList<string> deltaRoots)
    {
        bool isFolder = table.Prefix.Length == 0 || table.Prefix.EndsWith('/');
        string[] below = [.. deltaRoots
            .Where(root => isFolder && root.Length > table.Prefix.Length)
            .Where(root => root.StartsWith(table.Prefix, StringComparison.Ordinal))
            .Select(root => KeyPattern.Literal(root[table.Prefix.Length..]) + "/**")];
        return below.Length == 0 ? table : table with { Exclusions = [.. table.Exclusions, .. below] };
    }

    private static TablePlan DeltaTable(string bucket, CrawledObject log)
    {
        string root = TargetListing.RootOf(log.Key);
        return new TablePlan
        {
            Bucket = bucket,
            Prefix = root.Length == 0 ? "" : root + "/",
            BaseName = root.Length == 0 ? bucket : root[(root.LastIndexOf('/') + 1)..],
            Schema = log.Schema!,
        };
    }
}
