using System.Text.Json.Serialization;

namespace Tarn.Sources.Postgres.Positions;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(PostgresPosition))]
internal sealed partial class PositionJson : JsonSerializerContext;
