using Tarn.Common;

namespace Tarn.Storage.Watching;

/// <summary>What is done soon after objects arrive, and where it looks for them.</summary>
public interface IArrivalWork
{
    /// <summary>Nothing arrives for so long before it begins: what comes together is one piece of work.</summary>
    TimeSpan QuietTime { get; }

    /// <summary>Where something arrives all the time, it begins nevertheless after so long.</summary>
    TimeSpan WaitMax { get; }

    /// <summary>By bucket and beginning of key.</summary>
    /// <exception cref="TarnException">They cannot be told now.</exception>
    Task<IReadOnlyList<(string Bucket, string Prefix)>> FindPlacesAsync(CancellationToken cancellationToken);

    /// <summary>Another text when something in the places changed; null when they cannot be listed now.</summary>
    Task<string?> FindDigestAsync(CancellationToken cancellationToken);

    /// <summary>Does it unless nothing is new, and waits for its end.</summary>
    Task<ArrivalOutcome> RunAsync(CancellationToken cancellationToken);
}
