using System.Buffers;
using System.Text.Json;
using Tarn.Streams.Stages;

namespace Tarn.Streams.Delivery;

/// <summary>
/// A record that failed as a line of JSON, as Firehose writes it to the error prefix ("Data transformation failure
/// handling").
/// </summary>
internal static class FailedLine
{
    /// <param name="failed">The record.</param>
    /// <param name="plannedAt">When its batch was planned, so that the line is the same at every try.</param>
    public static ReadOnlySpan<byte> Of(FailedRecord failed, DateTimeOffset plannedAt)
    {
        ArrayBufferWriter<byte> line = new();
        using (Utf8JsonWriter writer = new(line))
        {
            writer.WriteStartObject();
            writer.WriteNumber("attemptsMade", 1);
            writer.WriteNumber("arrivalTimestamp", failed.Source.ArrivedAt.ToUnixTimeMilliseconds());
            writer.WriteString("errorCode", failed.Code);
            writer.WriteString("errorMessage", failed.Message);
            writer.WriteNumber("attemptEndingTimestamp", plannedAt.ToUnixTimeMilliseconds());
            writer.WriteBase64String("rawData", failed.Source.Data.Span);
            writer.WriteNumber("sequenceNumber", failed.Source.Sequence);
            writer.WriteEndObject();
        }

        line.Write("\n"u8);
        return line.WrittenSpan;
    }
}
