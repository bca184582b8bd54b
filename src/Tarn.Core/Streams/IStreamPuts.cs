using Tarn.Common;

namespace Tarn.Streams;

/// <summary>Takes records in.</summary>
public interface IStreamPuts
{
    /// <summary>Puts records into a stream, in order; those that were taken are durable when it returns.</summary>
    /// <param name="stream">Its name.</param>
    /// <param name="records">Not kept after the call returns.</param>
    /// <param name="cancellationToken">
    /// Looked at before anything is written; what is on its way to the disk then is not stopped.
    /// </param>
    /// <returns>What became of each record, by position.</returns>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is no such stream; <c>TN4001</c> to <c>TN4003</c>: the disk does not take them;
    /// <c>TN9001</c>: the stream takes no more for now. Nothing was acknowledged.
    /// </exception>
    Task<IReadOnlyList<PutOutcome>> PutAsync(
        string stream, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken);
}
