namespace Tarn.Jobs.Runs;

/// <summary>What to run.</summary>
public sealed record RunRequest
{
    /// <summary>An id for the run that is new; null makes one.</summary>
    public string? RunId { get; init; }

    /// <summary>Names of jobs; empty means all.</summary>
    public IReadOnlyList<string> Jobs { get; init; } = [];

    /// <summary>
    /// Selection of models, as dbt writes it: <c>staging.trips</c>, <c>+name</c> with what it reads, <c>name+</c> with
    /// what reads it, <c>tag:daily</c>, <c>job:name</c>, wildcards; several mean any of them. Empty means all.
    /// </summary>
    public IReadOnlyList<string> Select { get; init; } = [];

    /// <summary>Forget the bookmarks and build the selected models anew from all their input.</summary>
    public bool FullRefresh { get; init; }
}
