namespace Tarn.Queries.Statements.Writing;

/// <summary>What a query was written to.</summary>
/// <param name="Count">Of the rows.</param>
/// <param name="Files">None when there are no rows.</param>
internal sealed record WrittenRows(long Count, IReadOnlyList<RowFile> Files);
