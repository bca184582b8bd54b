namespace Tarn.Queries.SystemTables;

/// <summary>A file that a table is made of.</summary>
/// <param name="Path">Below the table's location; the object's key where it is not below one.</param>
/// <param name="SizeBytes">Of the file.</param>
/// <param name="Rows">Null when only reading the file would tell.</param>
/// <param name="ModifiedAt">When it was written.</param>
/// <param name="Partition">As in paths: <c>a=1/b=2</c>; null without partitions.</param>
internal sealed record TableFile(
    string Path, long SizeBytes, long? Rows, DateTimeOffset ModifiedAt, string? Partition);
