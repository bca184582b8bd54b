using System.Text.Json.Serialization;

namespace Tarn.Flows.Graphs;

/// <summary>What a step does. Texts may have <c>${…}</c>, which stands for values of the run.</summary>
[JsonDerivedType(typeof(RunJob), "job")]
[JsonDerivedType(typeof(RunCrawler), "crawler")]
[JsonDerivedType(typeof(RunQuery), "query")]
[JsonDerivedType(typeof(RunWorkflow), "workflow")]
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
