namespace Tarn.Sources.Generation.Clickstream;

/// <summary>What was generated.</summary>
/// <param name="Paths">Of the files, in order of time.</param>
/// <param name="Tally">What is in them.</param>
public sealed record ClickstreamResult(
    IReadOnlyList<string> Paths, ClickstreamTally Tally, long SizeBytes, TimeSpan Elapsed)
{
    public double RecordsPerSecond => Tally.Records / Math.Max(Elapsed.TotalSeconds, 0.001);
}
