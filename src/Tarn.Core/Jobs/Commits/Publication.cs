namespace Tarn.Jobs.Commits;

/// <summary>What publishing a step's result came to.</summary>
/// <param name="Version">Of the model's own table.</param>
/// <param name="Warnings">What went wrong without making the result less valid, such as a missing checkpoint.</param>
internal sealed record Publication(long Version, IReadOnlyList<string> Warnings);
