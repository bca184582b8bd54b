using System.Text.Json.Serialization;
using Tarn.Flows.Backfills;
using Tarn.Flows.Events;
using Tarn.Flows.Runs;
using Tarn.Flows.Schedules;

namespace Tarn.Flows;

/// <summary>JSON of what this module persists; docs/formats/glue.md and flows.md describe the documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Trigger))]
[JsonSerializable(typeof(Workflow))]
[JsonSerializable(typeof(ScheduleDefinition))]
[JsonSerializable(typeof(ScheduleGroup))]
[JsonSerializable(typeof(WorkflowRun))]
[JsonSerializable(typeof(OpenRun))]
[JsonSerializable(typeof(TriggerProgress))]
[JsonSerializable(typeof(BackfillProgress))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class FlowsJson : JsonSerializerContext;
