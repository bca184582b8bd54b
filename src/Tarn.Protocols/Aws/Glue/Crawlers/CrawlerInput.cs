namespace Tarn.Protocols.Aws.Glue.Crawlers;

/// <summary>A crawler as clients describe it.</summary>
internal record CrawlerInput
{
    public string? Role { get; init; }

    public string? DatabaseName { get; init; }

    public string? Description { get; init; }

    public CrawlerTargets? Targets { get; init; }

    /// <summary>A cron expression; empty takes the schedule away.</summary>
    public string? Schedule { get; init; }

    public IReadOnlyList<string>? Classifiers { get; init; }

    public string? TablePrefix { get; init; }

    public SchemaChangePolicy? SchemaChangePolicy { get; init; }

    public RecrawlPolicy? RecrawlPolicy { get; init; }

    public LineageConfiguration? LineageConfiguration { get; init; }

    public LakeFormationConfiguration? LakeFormationConfiguration { get; init; }

    /// <summary>JSON, in Glue's "Setting crawler configuration options".</summary>
    public string? Configuration { get; init; }

    public string? CrawlerSecurityConfiguration { get; init; }

    /// <summary>This, changed by what an update says.</summary>
    public CrawlerInput ChangedBy(CrawlerInput update) => new()
    {
        Role = update.Role ?? Role,
        DatabaseName = update.DatabaseName ?? DatabaseName,
        Description = update.Description ?? Description,
        Targets = update.Targets ?? Targets,
        Schedule = update.Schedule ?? Schedule,
        Classifiers = update.Classifiers ?? Classifiers,
        TablePrefix = update.TablePrefix ?? TablePrefix,
        SchemaChangePolicy = update.SchemaChangePolicy ?? SchemaChangePolicy,
        RecrawlPolicy = update.RecrawlPolicy ?? RecrawlPolicy,
        LineageConfiguration = update.LineageConfiguration ?? LineageConfiguration,
        LakeFormationConfiguration = update.LakeFormationConfiguration ?? LakeFormationConfiguration,
        Configuration = update.Configuration ?? Configuration,
        CrawlerSecurityConfiguration = update.CrawlerSecurityConfiguration ?? CrawlerSecurityConfiguration,
    };
}

internal sealed record RecrawlPolicy
{
    public string? RecrawlBehavior { get; init; }
}

internal sealed record SchemaChangePolicy
{
    public string? UpdateBehavior { get; init; }

    public string? DeleteBehavior { get; init; }
}

internal sealed record LineageConfiguration
{
    public string? CrawlerLineageSettings { get; init; }
}

internal sealed record LakeFormationConfiguration
{
    public bool? UseLakeFormationCredentials { get; init; }

    public string? AccountId { get; init; }
}
