namespace Tarn.Queries.Reuse;

/// <summary>How many results are kept.</summary>
public sealed record ReuseLimits
{
    /// <summary>Larger results are not kept; the statement runs each time.</summary>
    public long RowsMax { get; init; } = 1_000_000;

    /// <summary>As above, of the file.</summary>
    public long ResultBytesMax { get; init; } = 256_000_000;

    /// <summary>Of all files together; the oldest go first.</summary>
    public long TotalBytesMax { get; init; } = 1_000_000_000;

    /// <summary>Older files go, whatever age a statement allows.</summary>
    public TimeSpan AgeMax { get; init; } = TimeSpan.FromDays(7);
}
