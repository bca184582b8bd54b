using Tarn.Common.Schedules;

namespace Tarn.Crawlers.Stored;

/// <summary>A crawler that a client made; also the document that is kept of it (docs/formats/glue.md).</summary>
public sealed record StoredCrawler
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>The database its tables go to.</summary>
    public required string Database { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<CrawlTarget> Targets { get; init; }

    public string TablePrefix { get; init; } = "";

    public TableGrouping Grouping { get; init; } = TableGrouping.Similar;

    /// <summary>As <see cref="CrawlerDefinition.TableLevel"/>.</summary>
    public int? TableLevel { get; init; }

    public OnChange OnChange { get; init; } = OnChange.Update;

    public OnDelete OnDelete { get; init; } = OnDelete.Deprecate;

    /// <summary>A cron expression on the clocks of UTC; null for none.</summary>
    public string? Schedule { get; init; }

    /// <summary>Whether the schedule counts.</summary>
    public bool IsScheduleOn { get; init; }

    /// <summary>What the client said, in its own words; crawls do not look at it.</summary>
    public string? Details { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>1 when it is made, and one more with each change.</summary>
    public int Version { get; init; } = 1;

    internal CrawlerDefinition ToDefinition() => new()
    {
        Name = Name,
        Description = Description,
        Database = Database,
        Targets = Targets,
        TablePrefix = TablePrefix,
        Grouping = Grouping,
        TableLevel = TableLevel,
        OnChange = OnChange,
        OnDelete = OnDelete,
        Schedule = Schedule is { } text ? CronSchedule.TryParse(text, TimeZoneInfo.Utc, out _) : null,
    };
}
