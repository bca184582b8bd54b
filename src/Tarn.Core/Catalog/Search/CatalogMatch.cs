using Tarn.Common;

namespace Tarn.Catalog.Search;

/// <summary>A place in the catalog that has a text.</summary>
/// <param name="Table">The table.</param>
/// <param name="Place">What has it: <c>name</c>, <c>column city</c>, <c>comment of city</c>, <c>tag</c>.</param>
/// <param name="Text">All that stands there.</param>
public sealed record CatalogMatch(TableName Table, string Place, string Text);
