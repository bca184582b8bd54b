namespace Tarn.Streams.Stages;

/// <summary>
/// Lets records through that are JSON objects, for formats that take nothing else. It looks at several at a time, on
/// all processors, since nothing else is done meanwhile.
/// </summary>
internal sealed class ObjectStage : IRecordStage
{
    private const int SliceRecords = 500;

    public ValueTask<IReadOnlyList<OutgoingRecord>> RunAsync(
        IReadOnlyList<OutgoingRecord> records, Action<FailedRecord> failed, CancellationToken cancellationToken)
    {
        string?[] problems = FindProblems(records, cancellationToken);
        if (Array.TrueForAll(problems, problem => problem is null))
        {
            return ValueTask.FromResult(records);
        }

        List<OutgoingRecord> sound = new(records.Count);
        foreach ((OutgoingRecord record, string? problem) in records.Zip(problems))
        {
            if (problem is null)
            {
                sound.Add(record);
            }
            else
            {
                failed(new FailedRecord(record.Source, ErrorTypes.Conversion, ErrorTypes.ConversionCode, problem));
            }
        }

        return ValueTask.FromResult<IReadOnlyList<OutgoingRecord>>(sound);
    }

    private static string?[] FindProblems(IReadOnlyList<OutgoingRecord> records, CancellationToken cancellationToken)
    {
        string?[] problems = new string?[records.Count];
        ParallelOptions options = new()
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        int slices = (records.Count + SliceRecords - 1) / SliceRecords;
        Parallel.For(0, slices, options, slice =>
        {
            int end = Math.Min((slice + 1) * SliceRecords, records.Count);
            for (int i = slice * SliceRecords; i < end; i++)
            {
                problems[i] = JsonCheck.FindProblem(records[i].Data);
            }
        });
        return problems;
    }
}
