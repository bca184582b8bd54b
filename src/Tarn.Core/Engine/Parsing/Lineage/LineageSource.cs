namespace Tarn.Engine.Parsing.Lineage;

/// <summary>A column and the part it plays.</summary>
public sealed record LineageSource(SourceColumn Column, LineageKind Kind);
