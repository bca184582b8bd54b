using Tarn.Jobs.Inputs;

namespace Tarn.Jobs.Commits;

/// <summary>
/// Written when everything a step will publish is finished in scratch, and deleted when it is published and the
/// bookmark has moved. After a crash it is carried out again from the start; every part of it can be repeated.
/// </summary>
public sealed record Intent
{
    /// <summary>The model's table.</summary>
    public required string Model { get; init; }

    public required string RunId { get; init; }

    /// <summary>The model's own table first, then its quarantine.</summary>
    public required IReadOnlyList<IntendedCommit> Commits { get; init; }

    /// <summary>The bookmark once the commits are done.</summary>
    public required Bookmark Next { get; init; }
}
