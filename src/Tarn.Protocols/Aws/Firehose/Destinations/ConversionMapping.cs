using System.Text.Json;
using Tarn.Streams;

namespace Tarn.Protocols.Aws.Firehose.Destinations;

/// <summary>From a conversion of formats to the table whose columns Parquet has.</summary>
internal static class ConversionMapping
{
    private const string ParquetCompression = "SNAPPY";
    private const string LatestVersion = "LATEST";

    /// <returns>Null when records stay as they are.</returns>
    /// <exception cref="Wire.AwsException"><c>InvalidArgumentException</c>: Tarn cannot do that.</exception>
    public static ParquetConversion? ToParquet(DataFormatConversionConfiguration? conversion)
    {
        // Enabled is true unless it says otherwise, once there is a schema.
        if (conversion is null or { Enabled: false } or { Enabled: null, SchemaConfiguration: null })
        {
            return null;
        }

        if (conversion.SchemaConfiguration is not { DatabaseName: { } database, TableName: { } table } schema
            || conversion.InputFormatConfiguration?.Deserializer is not { } deserializer
            || conversion.OutputFormatConfiguration?.Serializer is not { } serializer)
        {
            throw FirehoseErrors.Invalid(
                "DataFormatConversionConfiguration needs SchemaConfiguration with DatabaseName and TableName,"
                + " InputFormatConfiguration and OutputFormatConfiguration when it is enabled.");
        }

        if (schema.VersionId is not (null or LatestVersion))
        {
            throw FirehoseErrors.Invalid("SchemaConfiguration.VersionId must be LATEST: Tarn reads the table as it is");
        }

        Check(deserializer);
        Check(serializer);
        return new ParquetConversion(database, table);
    }

    private static void Check(Deserializer deserializer)
    {
        if (deserializer.OpenXJsonSerDe is null == deserializer.HiveJsonSerDe is null)
        {
            throw FirehoseErrors.Invalid("a Deserializer is OpenXJsonSerDe or HiveJsonSerDe, expected one of them");
        }

        Refuse(deserializer.OpenXJsonSerDe, "ConvertDotsInJsonKeysToUnderscores");
        Refuse(deserializer.OpenXJsonSerDe, "ColumnToJsonKeyMappings");
        Refuse(deserializer.HiveJsonSerDe, "TimestampFormats");
    }

    private static void Check(Serializer serializer)
    {
        if (serializer.OrcSerDe is not null || serializer.ParquetSerDe is not { } parquet)
        {
            throw FirehoseErrors.Invalid("the Serializer must be ParquetSerDe: Tarn writes no ORC");
        }

        if (parquet.TryGetProperty("Compression", out JsonElement compression)
            && compression.ValueKind == JsonValueKind.String
            && compression.GetString() != ParquetCompression)
        {
            throw FirehoseErrors.Invalid($"Compression of ParquetSerDe must be {ParquetCompression}");
        }
    }

    /// <summary>What is empty or false asks for nothing.</summary>
    private static void Refuse(JsonElement? options, string name)
    {
        if (options is { ValueKind: JsonValueKind.Object } found
            && found.TryGetProperty(name, out JsonElement value)
            && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False)
            && !(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0)
            && !(value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any()))
        {
            throw FirehoseErrors.Invalid($"Tarn does not know the option {name}");
        }
    }
}
