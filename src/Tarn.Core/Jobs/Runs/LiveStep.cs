namespace Tarn.Jobs.Runs;

/// <summary>How far a step is.</summary>
/// <param name="Table">The model's.</param>
/// <param name="Percent">From 0 to 100.</param>
/// <param name="Phase">What it does now: reading, checking, committing.</param>
public sealed record LiveStep(string Table, double Percent, string Phase);
