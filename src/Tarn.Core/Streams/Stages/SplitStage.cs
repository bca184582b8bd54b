using System.Text;
using System.Text.Json;

namespace Tarn.Streams.Stages;

/// <summary>
/// Takes records apart that hold many: Firehose's deaggregation ("Understand dynamic partitioning", Enable record
/// deaggregation). One that cannot be taken apart fails as a whole.
/// </summary>
internal sealed class SplitStage(RecordSplit split) : OneByOneStage
{
    private const string FailureCode = "DynamicPartitioning.RecordDeAggregationFailed";

    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true };

    private readonly byte[]? _delimiter = split.Delimiter is { } text ? Encoding.UTF8.GetBytes(text) : null;

    protected override void Run(OutgoingRecord record, List<OutgoingRecord> made, Action<FailedRecord> failed)
    {
        if (TrySplit(record, out IReadOnlyList<Range> parts, out string problem))
        {
            made.AddRange(parts.Select(part => record with { Data = record.Data[part] }));
        }
        else
        {
            failed(new FailedRecord(record.Source, ErrorTypes.Processing, FailureCode, problem));
        }
    }

    private bool TrySplit(OutgoingRecord record, out IReadOnlyList<Range> parts, out string problem)
    {
        problem = "";
        if (_delimiter is not null)
        {
            parts = ByDelimiter(record.Data.Span, _delimiter);
            return true;
        }

        try
        {
            parts = ByValue(record.Data.Span);
            return true;
        }
        catch (JsonException exception)
        {
            parts = [];
            problem = $"it is not JSON values one after another: {exception.Message}";
            return false;
        }
    }

    /// <summary>What is between delimiters, without what is empty.</summary>
    private static List<Range> ByDelimiter(ReadOnlySpan<byte> data, byte[] delimiter)
    {
        List<Range> parts = [];
        int start = 0;
        while (start < data.Length)
        {
            int length = data[start..].IndexOf(delimiter);
            int end = length < 0 ? data.Length : start + length;
            if (end > start)
            {
                parts.Add(start..end);
            }

            start = end + delimiter.Length;
        }

        return parts;
    }

    private static List<Range> ByValue(ReadOnlySpan<byte> data)
    {
        List<Range> parts = [];
        Utf8JsonReader reader = new(data, Options);
        while (reader.Read())
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            parts.Add(start..(int)reader.BytesConsumed);
        }

        return parts;
    }
}
