using Tarn.Streams.Stages;

namespace Tarn.Streams.Delivery;

/// <summary>An object of a batch while it is made, in a file of the scratch directory.</summary>
internal interface IOutputObject : IDisposable
{
    /// <summary>That it is to have in the bucket.</summary>
    string Key { get; }

    void Add(OutgoingRecord record);

    /// <summary>Ends it; what it became, and the records that turned out not to fit.</summary>
    Task<FinishedObject> FinishAsync(CancellationToken cancellationToken);
}
