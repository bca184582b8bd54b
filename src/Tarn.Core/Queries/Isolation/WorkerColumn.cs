namespace Tarn.Queries.Isolation;

/// <summary>A column of a worker's result.</summary>
/// <param name="Name">Of the statement; several may be the same.</param>
/// <param name="IsNull">True for the type of a bare NULL, which tables do not have.</param>
internal sealed record WorkerColumn(string Name, bool IsNull);
