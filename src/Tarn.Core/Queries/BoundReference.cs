using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine.Parsing;

namespace Tarn.Queries;

/// <summary>A table as a statement reads it.</summary>
/// <param name="Name">That the engine gets to see.</param>
/// <param name="Table">What stands behind it.</param>
/// <param name="Clause">Says which version, or that its changes are wanted; null when it is read as it is.</param>
/// <param name="Predicates">Of every place that names it.</param>
internal sealed record BoundReference(
    TableName Name,
    CatalogTable Table,
    TableClause? Clause,
    IReadOnlyList<IReadOnlyList<ColumnPredicate>> Predicates);
