namespace Tarn.Queries.Limits;

/// <summary>What Athena would charge for the bytes that a statement reads: 5 dollars per TB, 10 MB at least.</summary>
public static class QueryCost
{
    private const long BytesMin = 10_000_000;
    private const decimal DollarsPerTerabyte = 5;
    private const decimal Terabyte = 1_000_000_000_000;

    /// <summary>In dollars; statements that read no files cost nothing.</summary>
    public static decimal DollarsOf(long bytes) =>
        bytes == 0 ? 0 : Math.Max(bytes, BytesMin) * DollarsPerTerabyte / Terabyte;
}
