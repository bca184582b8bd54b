namespace Tarn.Jobs.Inputs;

/// <summary>
/// Consumed files in a document of their own, which is never changed: so a run writes what is new, and not all again.
/// </summary>
/// <param name="Name">Of the document, below those of the model.</param>
/// <param name="Files">How many it has.</param>
public sealed record ConsumedSegment(string Name, int Files);
