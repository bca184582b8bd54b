using System.Text.Json.Serialization;
using Tarn.Queries.Executions.Prepared;
using Tarn.Queries.Executions.WorkGroups;

namespace Tarn.Queries.Executions;

/// <summary>JSON of what is kept of executions; docs/formats/executions.md describes the documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExecutionRecord))]
[JsonSerializable(typeof(WorkGroup))]
[JsonSerializable(typeof(SavedQuery))]
[JsonSerializable(typeof(SettledMark))]
[JsonSerializable(typeof(PreparedStatement))]
internal sealed partial class ExecutionsJson : JsonSerializerContext;
