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

    /// <summary>
    /// Values for parameters of the selected models, by name. A model that has one of them reads all of its input, and
    /// what it makes of it joins its table.
    /// </summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Who asks; null when nobody says.</summary>
    public RunOrigin? Origin { get; init; }

    /// <summary>0 of a first run, counted up by those that do it again.</summary>
    public int Attempt { get; init; }

    /// <summary>The run that this one does again; null when it does not.</summary>
    public string? PreviousId { get; init; }

    /// <summary>Whether the caller tells those who want to know how the run ended.</summary>
    public bool IsToldByCaller { get; init; }

    /// <summary>
    /// What a run was asked for, once more. What it had built is up to date; where all was to be built anew, only what
    /// it did not get to is.
    /// </summary>
    public static RunRequest Again(RunReport run)
    {
        IEnumerable<string> built = run.Steps
            .Where(step => step.State is RunState.Succeeded or RunState.UpToDate)
            .Select(step => step.Table);
        string[] open = [.. run.Planned.Except(built)];
        bool isAnew = run.FullRefresh && open.Length > 0;
        return new RunRequest
        {
            Jobs = run.Jobs,
            Select = isAnew ? open : run.Select,
            FullRefresh = isAnew,
            Parameters = run.Parameters,
        };
    }
}
