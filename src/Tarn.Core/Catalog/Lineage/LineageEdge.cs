using Tarn.Engine.Parsing.Lineage;

namespace Tarn.Catalog.Lineage;

/// <summary>One column that another, or the rows of a table, are made from.</summary>
/// <param name="Source">A column.</param>
/// <param name="Target">A column of the table that is made, or its rows.</param>
/// <param name="Kind">The part that the source plays.</param>
public sealed record LineageEdge(LineageNode Source, LineageNode Target, LineageKind Kind);
