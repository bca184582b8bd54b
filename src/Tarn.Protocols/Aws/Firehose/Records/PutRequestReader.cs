using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Firehose.Records;

/// <summary>
/// Reads the bodies of puts by hand: a batch has 500 records of up to 1,000 KiB, and none of them becomes text or a
/// document on its way.
/// </summary>
internal static class PutRequestReader
{
    private const string Unreadable = "the body of the request cannot be read";

    /// <param name="body">JSON.</param>
    /// <returns>To be disposed.</returns>
    /// <exception cref="AwsException">
    /// <c>SerializationException</c>: it is no JSON, or a value has another type; <c>ValidationException</c>: a record
    /// has no data.
    /// </exception>
    public static PutRequest Read(ReadOnlySpan<byte> body)
    {
        PutRequest request = new(Base64.GetMaxDecodedFromUtf8Length(body.Length));
        try
        {
            Utf8JsonReader reader = new(body);
            Fill(request, ref reader);
            return request;
        }
        catch (Exception exception)
        {
            request.Dispose();
            throw exception is JsonException or InvalidOperationException
                ? new AwsException("SerializationException", Unreadable)
                : exception;
        }
    }

    private static void Fill(PutRequest request, ref Utf8JsonReader reader)
    {
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("DeliveryStreamName"u8))
            {
                reader.Read();
                Expect(reader.TokenType is JsonTokenType.String or JsonTokenType.Null);
                request.DeliveryStreamName = reader.GetString();
            }
            else if (reader.ValueTextEquals("Records"u8))
            {
                ReadRecords(request, ref reader);
            }
            else if (reader.ValueTextEquals("Record"u8))
            {
                reader.Read();
                Begin(request);
                ReadRecord(request, ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        // Nothing may follow the object.
        Expect(reader.TokenType == JsonTokenType.EndObject && !reader.Read());
    }

    private static void Begin(PutRequest request)
    {
        request.Clear();
        request.HasRecords = true;
    }

    private static void ReadRecords(PutRequest request, ref Utf8JsonReader reader)
    {
        reader.Read();
        Expect(reader.TokenType == JsonTokenType.StartArray);
        Begin(request);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ReadRecord(request, ref reader);
        }
    }

    private static void ReadRecord(PutRequest request, ref Utf8JsonReader reader)
    {
        Expect(reader.TokenType == JsonTokenType.StartObject);
        bool hasData = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (hasData || !reader.ValueTextEquals("Data"u8))
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            Expect(reader.TokenType == JsonTokenType.String);
            Decode(request, ref reader);
            hasData = true;
        }

        if (!hasData)
        {
            throw FirehoseErrors.Constraint("record.data", "Member must not be null");
        }
    }

    private static void Decode(PutRequest request, ref Utf8JsonReader reader)
    {
        // '/' may be written as "\/".
        Span<byte> free = request.Free;
        OperationStatus status;
        int length;
        if (reader.ValueIsEscaped)
        {
            byte[] plain = new byte[reader.ValueSpan.Length];
            status = Base64.DecodeFromUtf8(plain.AsSpan(0, reader.CopyString(plain)), free, out _, out length);
        }
        else
        {
            status = Base64.DecodeFromUtf8(reader.ValueSpan, free, out _, out length);
        }

        Expect(status == OperationStatus.Done);
        request.Add(length);
    }

    private static void Expect(bool isSo)
    {
        if (!isSo)
        {
            throw new AwsException("SerializationException", Unreadable);
        }
    }
}
