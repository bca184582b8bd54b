namespace Tarn.Sources.Generation;

/// <summary>A generated file.</summary>
public sealed record GenerationResult(string Path, long Rows, long SizeBytes, TimeSpan Elapsed)
{
    public double RowsPerSecond => Rows / Math.Max(Elapsed.TotalSeconds, 0.001);
}
