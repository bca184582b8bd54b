using Tarn.Engine.Vectors;

namespace Tarn.Engine.Functions;

/// <summary>
/// Decides for all rows of a chunk at once. Runs on any of the engine's threads, several at once; arguments must not be
/// kept, and may be null. An exception becomes the error of the query.
/// </summary>
/// <param name="arguments">A column for each parameter.</param>
/// <param name="results">One for each row, to be filled.</param>
public delegate void BatchPredicate(IReadOnlyList<ColumnVector> arguments, Span<bool> results);
