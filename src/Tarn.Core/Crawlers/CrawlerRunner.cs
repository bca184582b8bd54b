using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Crawlers.Memory;
using Tarn.Crawlers.Runs;
using Tarn.Crawlers.Updating;

namespace Tarn.Crawlers;

/// <summary>
/// Crawls: lists the objects of a definition, looks at those that are new or changed, finds the tables they make and
/// puts those into the catalog. What was seen is remembered, so that unchanged objects are not opened again.
/// </summary>
/// <remarks>
/// The catalog is written first and the memory last: after a crash the next crawl does what is missing.
/// </remarks>
public sealed class CrawlerRunner(CrawlerParts parts)
{
    // Tables that are written at a time: each waits for the disk, and waits of several are one.
    private const int WritersMax = 16;

    /// <summary>What the last crawl of a crawler found, or null when it never ran.</summary>
    public async Task<CrawlSummary?> FindLastAsync(string crawler, CancellationToken cancellationToken) =>
        (await new CrawlerMemory(parts.Documents, crawler, new SchemaPool()).ReadIndexAsync(cancellationToken))
            ?.LastCrawl;

    /// <summary>Crawls once.</summary>
    /// <param name="definition">What to look at.</param>
    /// <param name="isDryRun">True to find out what would be done, and write nothing.</param>
    /// <param name="progress">Told how far it is, by any thread; null for nobody.</param>
    /// <param name="cancellationToken">Stops it; tables written so far stay, and the next crawl goes on.</param>
    /// <exception cref="TarnException">
    /// <c>TN4008</c>: another crawl of this crawler ended meanwhile; <c>TN4007</c>: its memory is damaged;
    /// <c>TN4003</c> or <c>TN4005</c>: a bucket cannot be listed; <c>TN1005</c>: a custom grok pattern is none.
    /// </exception>
    public Task<CrawlReport> RunAsync(
        CrawlerDefinition definition,
        bool isDryRun,
        IProgress<CrawlProgress>? progress,
        CancellationToken cancellationToken) => CrawlersTelemetry.CrawlAsync(
            definition.Name, parts.TimeProvider, () => CrawlAsync(definition, isDryRun, progress, cancellationToken));

    private async Task<CrawlReport> CrawlAsync(
        CrawlerDefinition definition,
        bool isDryRun,
        IProgress<CrawlProgress>? progress,
        CancellationToken cancellationToken)
    {
        DateTimeOffset startedAt = parts.TimeProvider.GetUtcNow();
        long start = parts.TimeProvider.GetTimestamp();
        SchemaPool schemas = new();
        CrawlerMemory memory = new(parts.Documents, definition.Name, schemas);
        string fingerprint = Fingerprint.Of(definition);
        await memory.LoadAsync(fingerprint, cancellationToken);

        ObjectSurvey survey = new(parts, definition, memory, schemas);
        Survey found = await survey.TakeAsync(progress, cancellationToken);
        IReadOnlyList<TableEntry> entries = await parts.Catalog.ListAsync(definition.Database, cancellationToken);
        PlanNaming naming = new(definition, parts.LakeTables, entries, memory.Index);
        IReadOnlyList<NamedPlan> plans = naming.Name(found.Tables);
        HashSet<TableName> present = [.. plans.Select(plan => plan.Name)];
        TableEntry[] gone = [.. entries
            .Where(entry => naming.IsOwn(entry) && entry.Storage is not null && !present.Contains(entry.Name))];
        TableUpdater updater = new(parts.Catalog, definition, isDryRun);
        IReadOnlyList<CrawledTable> tables = await UpdateAsync(updater, plans, gone, progress, cancellationToken);
        if (!isDryRun)
        {
            CrawlerIndex index = new()
            {
                Fingerprint = fingerprint,
                Chunks = 0,
                Tables = Remember(plans, gone, memory.Index),
                LastCrawl = new CrawlSummary(startedAt, found.Objects.Count, plans.Count, found.Junk.Count),
            };
            await memory.SaveAsync(index, found.Objects, cancellationToken);
        }

        return new CrawlReport
        {
            Crawler = definition.Name,
            IsDryRun = isDryRun,
            StartedAt = startedAt,
            Duration = parts.TimeProvider.GetElapsedTime(start),
            ObjectsListed = found.ObjectsListed,
            ObjectsRead = found.ObjectsRead,
            ObjectsUnchanged = found.ObjectsListed - found.ObjectsRead,
            ObjectsVanished = found.ObjectsListed - found.Objects.Count,
            Tables = tables,
            JunkCount = found.Junk.Count,
            Junk = [.. found.Junk.Take(CrawlReport.JunkNamedMax)],
        };
    }

    private static async Task<IReadOnlyList<CrawledTable>> UpdateAsync(
        TableUpdater updater,
        IReadOnlyList<NamedPlan> plans,
        TableEntry[] gone,
        IProgress<CrawlProgress>? progress,
        CancellationToken cancellationToken)
    {
        CrawledTable[] tables = new CrawledTable[plans.Count + gone.Length];
        int done = 0;
        ParallelOptions some = new() { MaxDegreeOfParallelism = WritersMax, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, tables.Length, some, async (i, token) =>
        {
            tables[i] = i < plans.Count
                ? await updater.UpdateAsync(plans[i], token)
                : await updater.RetireAsync(gone[i - plans.Count], token);
            progress?.Report(new CrawlProgress(CrawlStage.Updating, Interlocked.Increment(ref done), tables.Length));
        });
        return [.. tables.OrderBy(table => table.Name, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Tables whose files are gone keep their names and what they looked like, should files come back.
    /// </summary>
    private static IReadOnlyList<RememberedTable> Remember(
        IReadOnlyList<NamedPlan> plans, IReadOnlyList<TableEntry> gone, CrawlerIndex? before)
    {
        HashSet<string> goneNames = [.. gone.Select(entry => entry.Name.ToString())];
        return
        [
            .. plans.Where(plan => plan.Rival is null)
                .Select(plan => new RememberedTable(plan.Plan.Identity, plan.Name.ToString(), plan.Schema)),
            .. (before?.Tables ?? []).Where(table => goneNames.Contains(table.Name)),
        ];
    }
}
