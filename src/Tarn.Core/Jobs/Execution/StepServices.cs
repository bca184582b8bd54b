using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Jobs.Commits;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Privacy;

namespace Tarn.Jobs.Execution;

/// <summary>What every step of a run works with.</summary>
internal sealed record StepServices
{
    public required DuckInstance Instance { get; init; }

    public required TableCatalog Catalog { get; init; }

    public required InputPlanner Planner { get; init; }

    public required BookmarkStore Bookmarks { get; init; }

    public required Pseudonyms Pseudonyms { get; init; }

    public required Publisher Publisher { get; init; }

    /// <summary>
    /// Directory below which steps write; on the disk of the buckets, so that files are moved by renaming.
    /// </summary>
    public required string ScratchDirectory { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required IIdSource IdSource { get; init; }
}
