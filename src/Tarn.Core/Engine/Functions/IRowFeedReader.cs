using Tarn.Engine.Vectors;

namespace Tarn.Engine.Functions;

/// <summary>
/// Fills chunks for one of the engine's threads. An exception becomes the error of the query. A read that blocks holds
/// one of the engine's threads, and an interrupted statement waits for it: whoever cancels must end it.
/// </summary>
internal interface IRowFeedReader : IDisposable
{
    /// <summary>Writes rows from row 0 on.</summary>
    /// <param name="columns">A writer for each wanted column, good for this call only.</param>
    /// <param name="rowsMax">The engine's vector size, 2048.</param>
    /// <returns>The number of rows written; 0 is the end.</returns>
    int Read(IReadOnlyList<VectorWriter> columns, int rowsMax);
}
