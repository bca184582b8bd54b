namespace Tarn.Streams.Delivery;

/// <summary>A step between the log and the objects. It sees the records of one batch and is then given up.</summary>
internal interface IRecordStage
{
    /// <summary>What it makes of the records, in order.</summary>
    /// <param name="records">Read as they are asked for.</param>
    /// <param name="failed">Takes those that it can make nothing of.</param>
    /// <param name="cancellationToken">Stops it.</param>
    IEnumerable<OutgoingRecord> Run(
        IEnumerable<OutgoingRecord> records, Action<FailedRecord> failed, CancellationToken cancellationToken);
}
