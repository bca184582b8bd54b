namespace Tarn.Streams.Stages;

/// <summary>A stage that looks at one record at a time.</summary>
internal abstract class OneByOneStage : IRecordStage
{
    public ValueTask<IReadOnlyList<OutgoingRecord>> RunAsync(
        IReadOnlyList<OutgoingRecord> records, Action<FailedRecord> failed, CancellationToken cancellationToken)
    {
        List<OutgoingRecord> made = new(records.Count);
        foreach (OutgoingRecord record in records)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Run(record, made, failed);
        }

        return ValueTask.FromResult<IReadOnlyList<OutgoingRecord>>(made);
    }

    /// <param name="record">To look at.</param>
    /// <param name="made">Takes what is made of it.</param>
    /// <param name="failed">Takes it when nothing can be made of it.</param>
    protected abstract void Run(OutgoingRecord record, List<OutgoingRecord> made, Action<FailedRecord> failed);
}
