using Tarn.Common;
using Tarn.Streams;
using Tarn.Protocols.Streams.Bodies;

namespace Tarn.Protocols.Streams;

/// <summary>Puts the records of a request, in portions that a stream takes at once.</summary>
internal static class RecordPuts
{
    private const int PortionRecordsMax = 500;
    private const int PortionBytesMax = 4 * 1024 * 1024;

    /// <exception cref="PlainException">Nothing was taken, and why.</exception>
    public static async Task<PutResult> PutAsync(
        IStreamPuts puts, string stream, BodyRecords records, CancellationToken cancellationToken)
    {
        List<RecordError> errors = [.. records.Errors];
        int accepted = 0;
        int start = 0;
        while (start < records.Good.Count)
        {
            int end = EndOfPortion(records.Good, start);
            try
            {
                IReadOnlyList<PutOutcome> outcomes = await puts.PutAsync(
                    stream, [.. records.Good[start..end].Select(record => record.Data)], cancellationToken);
                accepted += Count(outcomes, records.Good, start, errors);
            }
            catch (TarnException exception) when (PlainException.Of(exception) is { } translated)
            {
                if (accepted == 0)
                {
                    throw translated;
                }

                // What was taken stays taken, so that the others are told one by one.
                errors.AddRange(records.Good[start..].Select(record =>
                    new RecordError(record.Index, translated.Code, translated.Message)));
                break;
            }

            start = end;
        }

        return new PutResult(accepted, [.. errors.OrderBy(error => error.Index)]);
    }

    private static int EndOfPortion(List<BodyRecord> records, int start)
    {
        int end = start;
        long bytes = 0;
        while (end < records.Count
            && end - start < PortionRecordsMax
            && (end == start || bytes + records[end].Data.Length <= PortionBytesMax))
        {
            bytes += records[end++].Data.Length;
        }

        return end;
    }

    private static int Count(
        IReadOnlyList<PutOutcome> outcomes, List<BodyRecord> records, int start, List<RecordError> errors)
    {
        int accepted = 0;
        for (int i = 0; i < outcomes.Count; i++)
        {
            if (outcomes[i].ErrorCode is { } code)
            {
                errors.Add(new RecordError(records[start + i].Index, code, outcomes[i].ErrorMessage ?? ""));
            }
            else
            {
                accepted++;
            }
        }

        return accepted;
    }
}
