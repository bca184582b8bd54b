using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine.Parsing;

namespace Tarn.Queries;

/// <summary>A table as a statement reads it.</summary>
/// <param name="Name">That the engine gets to see.</param>
/// <param name="Table">What stands behind it.</param>
/// <param name="Clause">Says which version; null when the statement does not.</param>
/// <param name="Predicates">Of every place that names it.</param>
internal sealed record BoundReference(
    TableName Name,
    CatalogTable Table,
    VersionClause? Clause,
    IReadOnlyList<IReadOnlyList<ColumnPredicate>> Predicates);
