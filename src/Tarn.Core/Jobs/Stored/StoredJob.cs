namespace Tarn.Jobs.Stored;

/// <summary>
/// A job that a client made: which models run, and how; also the document that is kept of it
/// (docs/formats/glue.md).
/// </summary>
public sealed record StoredJob
{
    public const int RetriesAllowedMax = 10;
    public const int RunsAllowedMax = 1000;

    public required string Name { get; init; }

    /// <summary>Arguments of its runs; those of a run go before them. Says which models it runs.</summary>
    public IReadOnlyDictionary<string, string> DefaultArguments { get; init; } = new Dictionary<string, string>();

    /// <summary>Go before those of a run.</summary>
    public IReadOnlyDictionary<string, string> FixedArguments { get; init; } = new Dictionary<string, string>();

    /// <summary>Null is as long as it takes.</summary>
    public int? TimeoutMinutes { get; init; }

    /// <summary>How often a run that failed is begun again.</summary>
    public int RetriesMax { get; init; }

    /// <summary>How many of its runs there may be that have not ended.</summary>
    public int RunsMax { get; init; } = 1;

    /// <summary>What the client said, in its own words; runs do not look at it.</summary>
    public string? Details { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
