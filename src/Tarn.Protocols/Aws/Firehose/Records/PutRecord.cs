using System.Buffers;
using System.Text.Json;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;
using Tarn.Streams;

namespace Tarn.Protocols.Aws.Firehose.Records;

/// <summary>PutRecord: one record, durable when it is answered.</summary>
internal sealed class PutRecord(IStreamPuts puts) : JsonOperation
{
    public override async Task<byte[]> RunAsync(
        ReadOnlyMemory<byte> request, AwsCall call, CancellationToken cancellationToken)
    {
        using PutRequest put = PutRequestReader.Read(request.Span);
        RecordPuts.RequireName(put);
        JsonRequest.Require(("Record", put.Records));
        if (put.Records is not [var record])
        {
            throw FirehoseErrors.Constraint("record", "Member must not be null");
        }

        RecordPuts.RequireSize("record.data", record);
        PutOutcome outcome = (await RecordPuts.PutAsync(puts, put, cancellationToken))[0];
        if (outcome.ErrorCode is { } code)
        {
            (string errorCode, string message) = FirehoseErrors.OfRecord(code, outcome.ErrorMessage);
            throw new AwsException(errorCode, message, errorCode == FirehoseErrors.Unavailable ? 503 : 400);
        }

        return Answer(outcome.Sequence);
    }

    private static byte[] Answer(long sequence)
    {
        ArrayBufferWriter<byte> answer = new();
        using (Utf8JsonWriter writer = new(answer))
        {
            Span<byte> id = stackalloc byte[RecordPuts.IdLength];
            RecordPuts.WriteId(sequence, id);
            writer.WriteStartObject();
            writer.WriteString("RecordId"u8, id);
            writer.WriteBoolean("Encrypted"u8, value: false);
            writer.WriteEndObject();
        }

        return answer.WrittenSpan.ToArray();
    }
}
