namespace Tarn.Native.DuckDb;

/// <summary>What a call of a table function means: how many threads may read its rows, and a reader for each.</summary>
internal abstract class TableCall
{
    /// <summary>How many of DuckDB's threads read at once at most.</summary>
    public abstract int ReadersMax { get; }

    /// <summary>Called on each thread that reads; the readers share the rows among them.</summary>
    public abstract TableCallReader OpenReader();
}
