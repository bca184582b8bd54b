using System.Text.Json;
using System.Text.Json.Serialization;
using Tarn.Catalog.Types;
using Tarn.Common;

namespace Tarn.Crawlers.Inference;

/// <summary>Types in documents: as text.</summary>
internal sealed class HiveTypeConverter : JsonConverter<HiveType>
{
    public override HiveType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return HiveType.Parse(reader.GetString() ?? "");
        }
        catch (TarnException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, HiveType value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
