using Tarn.Common;
using Tarn.Sources.Feeds;

namespace Tarn.Sources;

/// <summary>Where rows or files come from: one file of <c>sources/</c>.</summary>
public abstract record SourceDefinition
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Where it is defined.</summary>
    public required SourceLocation Place { get; init; }

    /// <summary>What is read of it into tables; empty for a source whose data lands as objects.</summary>
    public IReadOnlyList<SourceTable> Tables { get; init; } = [];

    /// <summary>What is fetched of it into buckets; empty for a source whose rows land in tables.</summary>
    public IReadOnlyList<SourceFeed> Feeds { get; init; } = [];
}
