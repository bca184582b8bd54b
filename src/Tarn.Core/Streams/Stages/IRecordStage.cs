namespace Tarn.Streams.Stages;

/// <summary>A step between the log and the objects. It sees the records of one batch and is then given up.</summary>
internal interface IRecordStage
{
    /// <summary>What it makes of some records of the batch, in order.</summary>
    /// <param name="records">In order; the next call has those behind them.</param>
    /// <param name="failed">Takes those that it can make nothing of.</param>
    /// <param name="cancellationToken">Stops it.</param>
    ValueTask<IReadOnlyList<OutgoingRecord>> RunAsync(
        IReadOnlyList<OutgoingRecord> records, Action<FailedRecord> failed, CancellationToken cancellationToken);
}
