namespace Tarn.Flows.Backfills;

/// <summary>What was done of all backfills of a workflow. Persisted (docs/formats/flows.md).</summary>
internal sealed record BackfillProgress
{
    /// <summary>By start and end, with a slash between them: the latest run for it.</summary>
    public IReadOnlyDictionary<string, string> RunIds { get; init; } = new Dictionary<string, string>();

    /// <summary>The intervals whose run has succeeded; runs themselves are forgotten some day.</summary>
    public IReadOnlyList<string> Done { get; init; } = [];
}
