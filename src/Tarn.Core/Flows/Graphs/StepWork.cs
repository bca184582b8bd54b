using System.Text.Json.Serialization;

namespace Tarn.Flows.Graphs;

/// <summary>What a step does. Texts may have <c>${…}</c>, which stands for values of the run.</summary>
[JsonDerivedType(typeof(RunJob), "job")]
[JsonDerivedType(typeof(RunSource), "source")]
[JsonDerivedType(typeof(RunCrawler), "crawler")]
[JsonDerivedType(typeof(RunQuery), "query")]
[JsonDerivedType(typeof(RunWorkflow), "workflow")]
[JsonDerivedType(typeof(CallHttp), "http")]
[JsonDerivedType(typeof(Wait), "wait")]
[JsonDerivedType(typeof(Approval), "approval")]
public abstract record StepWork
{
    private StepWork()
    {
    }

    /// <summary>Texts in which <c>${…}</c> may be.</summary>
    [JsonIgnore]
    public virtual IEnumerable<string> Texts => [];

    /// <summary>Runs a job and waits for its end.</summary>
    public sealed record RunJob(string Name) : StepWork
    {
        public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

        /// <summary>Of the job's run; null is what the job says.</summary>
        public int? TimeoutMinutes { get; init; }

        public override IEnumerable<string> Texts => Arguments.Values;
    }

    /// <summary>Reads what is new of a source into the lake, without the models that read it.</summary>
    public sealed record RunSource(string Name) : StepWork
    {
        /// <summary>Tables or feeds, as the source or the lake names them; empty: all.</summary>
        public IReadOnlyList<string> Tables { get; init; } = [];
    }

    /// <summary>Runs a crawler and waits for its end.</summary>
    public sealed record RunCrawler(string Name) : StepWork;

    /// <summary>Runs one SELECT; the first row is its outputs.</summary>
    public sealed record RunQuery(string Sql) : StepWork
    {
        public override IEnumerable<string> Texts => [Sql];
    }

    /// <summary>Runs another workflow and waits for its end.</summary>
    public sealed record RunWorkflow(string Name) : StepWork
    {
        public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

        public override IEnumerable<string> Texts => Parameters.Values;
    }

    /// <summary>
    /// Sends a request and waits for its answer. Texts may also have <c>${env:NAME}</c> and <c>${file:PATH}</c>, which
    /// are looked up for each request, so that no secret is kept with a run.
    /// </summary>
    public sealed record CallHttp(string Url) : StepWork
    {
        /// <summary>Such as GET.</summary>
        public required string Method { get; init; }

        public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

        /// <summary>Null when nothing is sent.</summary>
        public string? Body { get; init; }

        /// <summary>Whether <see cref="Body"/> is JSON, of which only texts have values of the run.</summary>
        public bool IsJson { get; init; }

        /// <summary>Statuses that are a success; empty: each from 200 to 299.</summary>
        public IReadOnlyList<int> Expected { get; init; } = [];

        /// <summary>Places in the answer, by the name of the output that they are.</summary>
        public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

        /// <summary>From the start of a request to the last byte of its answer.</summary>
        public TimeSpan TimeMax { get; init; } = TimeSpan.FromSeconds(30);

        public override IEnumerable<string> Texts => [Url, .. Headers.Values, Body ?? ""];
    }

    /// <summary>Waits for a time, or until a moment: one of them is there.</summary>
    public sealed record Wait : StepWork
    {
        public TimeSpan? For { get; init; }

        /// <summary>A moment as <c>2024-02-01T12:00:00Z</c>.</summary>
        public string? Until { get; init; }

        public override IEnumerable<string> Texts => Until is null ? [] : [Until];
    }

    /// <summary>Waits until somebody agrees.</summary>
    public sealed record Approval(string Message) : StepWork
    {
        public override IEnumerable<string> Texts => [Message];
    }
}
