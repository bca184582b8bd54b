namespace Tarn.Queries.Statements.Writing;

/// <summary>A file of rows that no table has yet.</summary>
/// <param name="LocalPath">Where it is.</param>
/// <param name="Values">Of its partition, in order of the keys; null is a null.</param>
internal sealed record RowFile(string LocalPath, IReadOnlyList<string?> Values);
