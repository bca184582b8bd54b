namespace Tarn.Catalog.Lineage;

/// <summary>An edge on the way from where a search began.</summary>
/// <param name="Distance">1 for edges at the beginning.</param>
public sealed record LineageStep(int Distance, LineageEdge Edge);
