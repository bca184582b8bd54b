namespace Tarn.Queries;

/// <summary>What a query took, once its rows have been read.</summary>
public sealed record QueryStatistics
{
    /// <summary>Rows that were read of the result.</summary>
    public required long Rows { get; init; }

    /// <summary>
    /// Until the statement ran: parsing, finding its tables and files, planning; or finding a stored result.
    /// </summary>
    public required double PlanSeconds { get; init; }

    /// <summary>From there to the last row, with what the reader of the rows did in between.</summary>
    public required double RunSeconds { get; init; }

    /// <summary>Bytes read from files; null when they were not counted.</summary>
    public required long? BytesScanned { get; init; }

    /// <summary>Price of these bytes; null when they were not counted.</summary>
    public required decimal? Dollars { get; init; }

    /// <summary>When the stored result that was given instead of running was made; null when it ran.</summary>
    public DateTimeOffset? ReusedFrom { get; init; }

    /// <summary>Files of each table before and after pruning; none when a stored result was given.</summary>
    public required IReadOnlyList<ScannedTable> Tables { get; init; }
}
