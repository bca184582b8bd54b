using Tarn.Common;
using Tarn.Common.Schedules;
using Tarn.Crawlers.Memory;
using Tarn.State;
using Tarn.Storage;

namespace Tarn.Crawlers.Stored;

/// <summary>
/// The crawlers of a lake: those that files define, which are read only, and those that clients make. A file's goes
/// before a client's of the same name.
/// </summary>
/// <param name="defined">By files.</param>
/// <param name="documents">Where those of clients are kept.</param>
/// <param name="buckets">That crawlers can look at.</param>
/// <param name="timeProvider">Says when crawlers are made and changed.</param>
public sealed class CrawlerCatalog(
    IReadOnlyList<CrawlerDefinition> defined, DocumentStore documents, Buckets buckets, TimeProvider timeProvider)
{
    private readonly NamedEntries<StoredCrawler> _stored = new(
        documents, "entries/crawlers/", "crawler", CrawlersJson.Default.StoredCrawler);

    /// <summary>All, in ordinal order of their names.</summary>
    public async Task<IReadOnlyList<KnownCrawler>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredCrawler> stored = await _stored.ListAsync(cancellationToken);
        return
        [
            .. defined.Select(crawler => new KnownCrawler(crawler, Stored: null))
                .Concat(stored
                    .Where(crawler => FindDefined(crawler.Name) is null)
                    .Select(crawler => new KnownCrawler(crawler.ToDefinition(), crawler)))
                .OrderBy(crawler => crawler.Name, StringComparer.Ordinal),
        ];
    }

    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public async Task<KnownCrawler> GetAsync(string name, CancellationToken cancellationToken)
    {
        if (FindDefined(name) is { } definition)
        {
            return new KnownCrawler(definition, Stored: null);
        }

        return await _stored.FindAsync(name, cancellationToken) is { } crawler
            ? new KnownCrawler(crawler.ToDefinition(), crawler)
            : throw new TarnException(ErrorCodes.UnknownName, $"Crawler with name {name} does not exist")
            {
                Hint = Suggestion.DidYouMean(
                    name, (await ListAsync(cancellationToken)).Select(known => known.Name)),
            };
    }

    /// <exception cref="TarnException">
    /// <c>TN5010</c>: there is one already; <c>TN1005</c>: a bad name, bucket, prefix or schedule.
    /// </exception>
    public async Task CreateAsync(StoredCrawler crawler, CancellationToken cancellationToken)
    {
        if (FindDefined(crawler.Name) is not null)
        {
            throw new TarnException(ErrorCodes.EntryExists, $"there is a crawler '{crawler.Name}' already")
            {
                Hint = $"it is defined by crawlers/{crawler.Name}.yaml",
            };
        }

        DateTimeOffset now = timeProvider.GetUtcNow();
        StoredCrawler made = Checked(crawler with { CreatedAt = now, UpdatedAt = now, Version = 1 });
        await _stored.AddAsync(crawler.Name, made, cancellationToken);
    }

    /// <summary>Stores what the change makes of it.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is none; <c>TN3005</c>: a file defines it; <c>TN1005</c>: as <see cref="CreateAsync"/>.
    /// </exception>
    public Task UpdateAsync(
        string name, Func<StoredCrawler, StoredCrawler> change, CancellationToken cancellationToken)
    {
        RequireOwn(name);
        return _stored.UpdateAsync(
            name,
            current => Checked(change(current) with
            {
                UpdatedAt = timeProvider.GetUtcNow(),
                Version = current.Version + 1,
            }),
            cancellationToken);
    }

    /// <summary>Takes it out, with what it remembers; its tables stay.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is none; <c>TN3005</c>: a file defines it.
    /// </exception>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        RequireOwn(name);
        await GetAsync(name, cancellationToken);
        await _stored.DeleteAsync(name, cancellationToken);
        await CrawlerMemory.DeleteAsync(documents, name, cancellationToken);
    }

    private CrawlerDefinition? FindDefined(string name) => defined.FirstOrDefault(crawler => crawler.Name == name);

    private void RequireOwn(string name)
    {
        if (FindDefined(name) is not null)
        {
            throw new TarnException(ErrorCodes.StatementNotAllowed, $"crawler '{name}' is defined by a file")
            {
                Hint = $"change crawlers/{name}.yaml and start the server again",
            };
        }
    }

    private StoredCrawler Checked(StoredCrawler crawler)
    {
        if (crawler.Targets.Count == 0)
        {
            throw Wrong(crawler, "has no target");
        }

        if (crawler.Targets.FirstOrDefault(target => !buckets.Exists(target.Bucket)) is { } nowhere)
        {
            throw Wrong(crawler, $"has a target that is not there: S3 bucket {nowhere.Bucket} does not exist.");
        }

        if (!IsName(crawler.Database))
        {
            throw Wrong(crawler, $"names the database '{crawler.Database}'; expected letters, digits and '_'");
        }

        if (crawler.TablePrefix.Length > 0 && !IsName(crawler.TablePrefix))
        {
            throw Wrong(
                crawler, $"has the table prefix '{crawler.TablePrefix}'; expected letters, digits and '_'");
        }

        if (crawler.Schedule is { } schedule
            && CronSchedule.TryParse(schedule, TimeZoneInfo.Utc, out string? problem) is null)
        {
            throw Wrong(crawler, $"has the schedule '{schedule}', which is none: {problem}");
        }

        return crawler;
    }

    /// <summary>Of a database, or how a table's begins.</summary>
    private static bool IsName(string text) => TableName.TryParse($"{text}.a", out _) && !text.Contains('.');

    private static TarnException Wrong(StoredCrawler crawler, string problem) =>
        new(ErrorCodes.BadArgument, $"crawler '{crawler.Name}' {problem}");
}
