using Tarn.Engine;

namespace Tarn.Queries;

/// <summary>Where the rows of a query come from: its statement, or a stored result. Disposing it ends that.</summary>
internal interface IExecutionSource : IAsyncDisposable
{
    RowReader Reader { get; }

    /// <summary>Files of each table before and after pruning.</summary>
    IReadOnlyList<ScannedTable> Tables { get; }

    /// <summary>Bytes read from files; null while that is not known.</summary>
    long? BytesScanned { get; }

    /// <summary>When the stored result was made that is given instead of running; null for one that ran.</summary>
    DateTimeOffset? ReusedFrom { get; }

    /// <summary>What the result lacks; complete once the rows have been read.</summary>
    Task<QueryOmissions> OmissionsAsync(CancellationToken cancellationToken);
}
