namespace Tarn.Streams.Stages;

/// <summary>Has a function of the host look at each record. What it throws is that record's failure.</summary>
/// <param name="function">Should make the same of the same record, since a batch may be made again.</param>
internal sealed class FunctionStage(Func<StreamRecord, FunctionResult> function) : OneByOneStage
{
    private const string FailureCode = "Function.FunctionError";

    protected override void Run(OutgoingRecord record, List<OutgoingRecord> made, Action<FailedRecord> failed)
    {
        switch (Call(record))
        {
            case FunctionResult.Ok ok:
                made.Add(record with { Data = ok.Data, PartitionKeys = ok.PartitionKeys });
                break;
            case FunctionResult.ProcessingFailed problem:
                failed(new FailedRecord(record.Source, ErrorTypes.Processing, FailureCode, problem.Message));
                break;
        }
    }

    private FunctionResult Call(OutgoingRecord record)
    {
        try
        {
            // The function may keep it; the bytes of records are lent for a while only.
            return function(record.Source with { Data = record.Data.ToArray() });
        }
        catch (Exception exception)
        {
            return new FunctionResult.ProcessingFailed($"{exception.GetType().Name}: {exception.Message}");
        }
    }
}
