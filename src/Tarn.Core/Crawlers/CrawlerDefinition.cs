using Tarn.Common.Schedules;

namespace Tarn.Crawlers;

/// <summary>What a crawler looks at and what it does with what it finds (docs/guide/crawlers.md).</summary>
public sealed record CrawlerDefinition
{
    public const int SampleBytesDefault = 1024 * 1024;

    /// <summary>The property, Glue's, by which a table names the crawler that keeps it.</summary>
    public const string TableProperty = "UPDATED_BY_CRAWLER";

    /// <summary>Letters, digits, '-', '_' and '.'.</summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>The database its tables go to.</summary>
    public required string Database { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<CrawlTarget> Targets { get; init; }

    /// <summary>How many bytes of a file are looked at, after decompression.</summary>
    public int SampleBytesMax { get; init; } = SampleBytesDefault;

    /// <summary>Put before the names of its tables.</summary>
    public string TablePrefix { get; init; } = "";

    public TableGrouping Grouping { get; init; } = TableGrouping.Folders;

    /// <summary>
    /// How many folders below a target tables are: 1 makes each of the target's folders a table. Null: as
    /// <see cref="Grouping"/> says.
    /// </summary>
    public int? TableLevel { get; init; }

    public OnChange OnChange { get; init; } = OnChange.Update;

    public OnDelete OnDelete { get; init; } = OnDelete.Deprecate;

    /// <summary>When it crawls by itself, as long as somebody watches; null for never.</summary>
    public CronSchedule? Schedule { get; init; }

    /// <summary>True to crawl soon after objects appear, change or vanish, as long as somebody watches.</summary>
    public bool OnArrival { get; init; }

    /// <summary>Tried in this order, before those that come with Tarn.</summary>
    public IReadOnlyList<CustomClassifier> Classifiers { get; init; } = [];
}
