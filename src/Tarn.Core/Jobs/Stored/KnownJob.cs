using Tarn.Common;

namespace Tarn.Jobs.Stored;

/// <summary>A job of the lake: one of its models, or one that a client made.</summary>
public sealed record KnownJob
{
    public required string Name { get; init; }

    /// <summary>The job of models that it runs; null when it runs models of several.</summary>
    public required string? ModelsJob { get; init; }

    /// <summary>Those it runs when a run does not say otherwise.</summary>
    public required IReadOnlyList<ModelDefinition> Models { get; init; }

    /// <summary>Feeds and tables of sources that it reads before them.</summary>
    public IReadOnlyList<TableName> Origins { get; init; } = [];

    /// <summary>That it reads, and does nothing else; null: it runs models.</summary>
    public string? Source { get; init; }

    /// <summary>Null when no client has made it.</summary>
    public StoredJob? Stored { get; init; }

    /// <summary>The tables that it fills and the feeds that it fetches, those of sources first.</summary>
    public IEnumerable<TableName> Tables =>
        Origins.Concat(Models.Select(model => model.Table));

    /// <summary>How many of its runs there may be that have not ended.</summary>
    public int RunsMax => Stored?.RunsMax ?? 1;

    /// <summary>How often a run that failed is begun again.</summary>
    public int RetriesMax => Stored?.RetriesMax ?? 0;
}
