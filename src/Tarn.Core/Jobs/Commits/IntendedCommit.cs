using Tarn.Tables;

namespace Tarn.Jobs.Commits;

/// <summary>One table's share of a step: files to move in, and the commit that makes them visible.</summary>
public sealed record IntendedCommit
{
    public required string Table { get; init; }

    public required string Bucket { get; init; }

    /// <summary>Key prefix of the table.</summary>
    public required string Root { get; init; }

    public required IReadOnlyList<PublishedFile> Files { get; init; }

    public required TableWrite Write { get; init; }
}
