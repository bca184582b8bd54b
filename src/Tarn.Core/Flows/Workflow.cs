using System.Text.Json.Serialization;
using Tarn.Flows.Graphs;

namespace Tarn.Flows;

/// <summary>
/// Triggers that belong together, with what they start; also the document that is kept of it (docs/formats/glue.md).
/// </summary>
public sealed record Workflow
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string>? Properties { get; init; }

    /// <summary>How many of its runs there may be that have not ended; null for no limit.</summary>
    public int? RunsMax { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The graph of one that a file defines; null when a client made it.</summary>
    [JsonIgnore]
    public WorkflowDefinition? Defined { get; init; }
}
