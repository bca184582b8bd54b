namespace Tarn.Queries.Scanning;

/// <summary>The values of one column in one row group of a Parquet file.</summary>
/// <param name="Path">As the engine's <c>parquet_metadata</c> writes it: names of nested fields joined by ", ".</param>
/// <param name="Bytes">As they lie in the file, compressed.</param>
/// <param name="Minimum">Text of the smallest value, null when the file does not say.</param>
/// <param name="Maximum">Text of the largest.</param>
internal sealed record ColumnChunk(string Path, long Bytes, string? Minimum, string? Maximum);
