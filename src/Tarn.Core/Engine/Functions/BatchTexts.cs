using Tarn.Engine.Vectors;

namespace Tarn.Engine.Functions;

/// <summary>
/// Makes a text for each row of a chunk. Runs on any of the engine's threads, several at once; arguments must not be
/// kept, and may be null. An exception becomes the error of the query.
/// </summary>
/// <param name="arguments">A column for each parameter.</param>
/// <param name="rowCount">How many rows there are.</param>
/// <param name="results">Takes a text or a null for each row.</param>
internal delegate void BatchTexts(IReadOnlyList<ColumnVector> arguments, int rowCount, VectorWriter results);
