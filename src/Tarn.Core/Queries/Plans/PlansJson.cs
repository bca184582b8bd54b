using System.Text.Json.Serialization;

namespace Tarn.Queries.Plans;

/// <summary>JSON of plans, as EXPLAIN prints it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(QueryPlan))]
[JsonSerializable(typeof(InputTables))]
internal sealed partial class PlansJson : JsonSerializerContext;
