namespace Tarn.Native.DuckDb;

/// <summary>
/// Fills chunks with rows for one of DuckDB's threads; disposed on any thread when the statement ends.
/// </summary>
internal abstract class TableCallReader : IDisposable
{
    /// <summary>Fills the chunk, which is empty.</summary>
    /// <returns>The number of rows, at most <see cref="NativeVectorWriter.RowsMax"/>; 0 is the end.</returns>
    public abstract int Read(DataChunkHandle chunk);

    /// <summary>Must not throw: native frames call it, and nobody is there to be told.</summary>
    public abstract void Dispose();
}
