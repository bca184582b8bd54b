namespace Tarn.Streams;

/// <summary>Delivery as Parquet with the columns of a table of the catalog.</summary>
/// <param name="Database">Of the table.</param>
/// <param name="Table">Whose columns and types the records are read with, by name.</param>
public sealed record ParquetConversion(string Database, string Table);
