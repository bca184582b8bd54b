using Tarn.Common;

namespace Tarn.Sources.Reading;

/// <summary>
/// One look at a source: everything that is extracted with it is as of one moment. One extraction at a time.
/// </summary>
public interface ISourceReading : IAsyncDisposable
{
    /// <summary>Reads what is new of a table into Parquet files.</summary>
    /// <param name="table">One of those that the reading was opened for.</param>
    /// <param name="since">Where the last extraction ended; null reads all.</param>
    /// <param name="directory">There, and empty; files that are not in the result may be left in it.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancellationToken">Ends it; the source is left as it was.</param>
    /// <exception cref="TarnException">
    /// The source cannot be reached, refuses, or has no such table; transient when it may work later.
    /// </exception>
    Task<SourceExtraction> ExtractAsync(
        SourceTable table,
        SourcePosition? since,
        string directory,
        IProgress<SourceProgress> progress,
        CancellationToken cancellationToken);

    /// <summary>
    /// Told after the rows up to a position are durable and the bookmark has moved: they will not be asked for again. A
    /// source that keeps them for us may let them go.
    /// </summary>
    Task ConfirmAsync(SourceTable table, SourcePosition position, CancellationToken cancellationToken);
}
