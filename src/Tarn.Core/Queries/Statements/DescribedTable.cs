using Tarn.Catalog;

namespace Tarn.Queries.Statements;

/// <summary>A table as clients that browse see it.</summary>
/// <param name="Table">What it is.</param>
/// <param name="Shape">Its columns; without any when it has no data that would tell them.</param>
/// <param name="Properties">As SHOW TBLPROPERTIES has them.</param>
public sealed record DescribedTable(
    CatalogTable Table, TableShape Shape, IReadOnlyDictionary<string, string> Properties);
