using System.Buffers;
using System.Text.Json;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;
using Tarn.Streams;

namespace Tarn.Protocols.Aws.Firehose.Records;

/// <summary>PutRecordBatch: up to 500 records; each is durable when it is answered, or told why it is not.</summary>
internal sealed class PutRecordBatch(IStreamPuts puts) : JsonOperation
{
    private const int RecordsMax = 500;
    private const int BytesMax = 4 * 1024 * 1024;
    private const int AnswerBytesPerRecord = 40;

    public override async Task<byte[]> RunAsync(
        ReadOnlyMemory<byte> request, AwsCall call, CancellationToken cancellationToken)
    {
        using PutRequest put = PutRequestReader.Read(request.Span);
        RecordPuts.RequireName(put);
        JsonRequest.Require(("Records", put.Records));
        RequireLimits(put);
        return Answer(await RecordPuts.PutAsync(puts, put, cancellationToken));
    }

    private static void RequireLimits(PutRequest put)
    {
        IReadOnlyList<ReadOnlyMemory<byte>> records = put.Records!;
        if (records.Count is < 1 or > RecordsMax)
        {
            throw FirehoseErrors.Constraint(
                "records", $"Member must have length from 1 to {RecordsMax}, and it has {records.Count}");
        }

        for (int i = 0; i < records.Count; i++)
        {
            if (records[i].Length > StreamLimits.RecordBytesMax)
            {
                RecordPuts.RequireSize($"records.{i + 1}.member.data", records[i]);
            }
        }

        if (put.Bytes > BytesMax)
        {
            throw FirehoseErrors.Invalid("Records size exceeds 4 MB limit");
        }
    }

    private static byte[] Answer(IReadOnlyList<PutOutcome> outcomes)
    {
        ArrayBufferWriter<byte> answer = new(AnswerBytesPerRecord * (outcomes.Count + 2));
        using (Utf8JsonWriter writer = new(answer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("FailedPutCount"u8, outcomes.Count(outcome => outcome.ErrorCode is not null));
            writer.WriteBoolean("Encrypted"u8, value: false);
            writer.WriteStartArray("RequestResponses"u8);
            Span<byte> id = stackalloc byte[RecordPuts.IdLength];
            foreach (PutOutcome outcome in outcomes)
            {
                writer.WriteStartObject();
                if (outcome.ErrorCode is { } code)
                {
                    (string errorCode, string message) = FirehoseErrors.OfRecord(code, outcome.ErrorMessage);
                    writer.WriteString("ErrorCode"u8, errorCode);
                    writer.WriteString("ErrorMessage"u8, message);
                }
                else
                {
                    RecordPuts.WriteId(outcome.Sequence, id);
                    writer.WriteString("RecordId"u8, id);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return answer.WrittenSpan.ToArray();
    }
}
