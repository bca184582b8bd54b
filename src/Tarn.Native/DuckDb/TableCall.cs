namespace Tarn.Native.DuckDb;

/// <summary>What a call of a table function means: how many threads may read its rows, and a reader for each.</summary>
internal abstract class TableCall
{
    /// <summary>How many of DuckDB's threads read at once at most.</summary>
    public abstract int ReadersMax { get; }

    /// <summary>A statement begins to read, before it opens readers; a prepared one may do so more than once.</summary>
    public abstract void Start();

    /// <summary>Called on each thread that reads; the readers share the rows among them.</summary>
    /// <param name="columns">
    /// Of those that were bound, the ones that are needed; for a function that skips the others, those of chunks.
    /// </param>
    public abstract TableCallReader OpenReader(IReadOnlyList<int> columns);
}
