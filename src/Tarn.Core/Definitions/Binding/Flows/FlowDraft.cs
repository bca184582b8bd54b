using Tarn.Common;
using Tarn.Flows;
using Tarn.Flows.Graphs;
using Tarn.Flows.Schedules;

namespace Tarn.Definitions.Binding.Flows;

/// <summary>One file of workflows/, with the places of what it names.</summary>
internal sealed record FlowDraft
{
    /// <summary>Null when the file defines a trigger.</summary>
    public WorkflowDefinition? Workflow { get; init; }

    public IReadOnlyList<Trigger> Triggers { get; init; } = [];

    public ScheduleDefinition? Schedule { get; init; }

    /// <summary>Jobs, crawlers and workflows that it names, and where.</summary>
    public required IReadOnlyList<NamedThing> Names { get; init; }
}

/// <summary>Something that a definition names.</summary>
/// <param name="Kind">Such as <c>job</c>.</param>
/// <param name="Name">Of it.</param>
/// <param name="Place">Where it is named.</param>
internal sealed record NamedThing(string Kind, string Name, SourceLocation Place);
