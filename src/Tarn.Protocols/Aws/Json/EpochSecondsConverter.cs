using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tarn.Protocols.Aws.Json;

/// <summary>Moments as the JSON family writes them: seconds since 1970, with a fraction of milliseconds.</summary>
internal sealed class EpochSecondsConverter : JsonConverter<DateTimeOffset>
{
    private const decimal MillisecondsPerSecond = 1000;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(reader.GetDecimal() * MillisecondsPerSecond));

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.ToUnixTimeMilliseconds() / MillisecondsPerSecond);
}
