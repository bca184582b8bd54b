using System.Globalization;
using Tarn.Common;
using Tarn.Streams;

namespace Tarn.Protocols.Aws.Firehose.Records;

/// <summary>What PutRecord and PutRecordBatch have in common.</summary>
internal static class RecordPuts
{
    public const int IdLength = 20;

    public static void RequireName(PutRequest request) =>
        Json.JsonRequest.Require(("DeliveryStreamName", request.DeliveryStreamName));

    public static void RequireSize(string member, ReadOnlyMemory<byte> record)
    {
        if (record.Length > StreamLimits.RecordBytesMax)
        {
            throw FirehoseErrors.Constraint(
                member, $"Member must have length less than or equal to {StreamLimits.RecordBytesMax}");
        }
    }

    public static async Task<IReadOnlyList<PutOutcome>> PutAsync(
        IStreamPuts puts, PutRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await puts.PutAsync(request.DeliveryStreamName!, request.Records!, cancellationToken);
        }
        catch (TarnException exception) when (
            FirehoseErrors.Of(exception, request.DeliveryStreamName!) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Its number in the stream; clients do not look into it.</summary>
    /// <param name="sequence">Of the record.</param>
    /// <param name="text">Has <see cref="IdLength"/> bytes.</param>
    public static void WriteId(long sequence, Span<byte> text) =>
        sequence.TryFormat(text, out _, "D20", CultureInfo.InvariantCulture);
}
