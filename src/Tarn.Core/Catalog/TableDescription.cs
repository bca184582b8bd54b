namespace Tarn.Catalog;

/// <summary>What there is to say about a table without reading its rows.</summary>
/// <param name="Columns">In order. Of a table without data: those with a description, without types.</param>
public sealed record TableDescription(TableSummary Summary, IReadOnlyList<ColumnDescription> Columns);
