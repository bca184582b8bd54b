namespace Tarn.Sources.Generation.Retail;

/// <summary>What was generated.</summary>
/// <param name="Keys">Of the files below the output directory, in order.</param>
/// <param name="Rows">Lines of sale in all of them.</param>
public sealed record RetailGenerationResult(IReadOnlyList<string> Keys, long Rows, long SizeBytes, TimeSpan Elapsed)
{
    public double RowsPerSecond => Rows / Math.Max(Elapsed.TotalSeconds, 0.001);
}
