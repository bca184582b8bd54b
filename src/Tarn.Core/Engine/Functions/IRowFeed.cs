using Tarn.Engine.Types;

namespace Tarn.Engine.Functions;

/// <summary>
/// Rows for a <see cref="TableFunction"/>. A statement may read them on several of the engine's threads; each opens a
/// reader of its own, and the readers share the rows among them.
/// </summary>
internal interface IRowFeed
{
    /// <summary>Names, unique ignoring case, and types; at least one.</summary>
    IReadOnlyList<EngineTypeField> Columns { get; }

    /// <summary>About how many rows there will be; 0 when nobody knows.</summary>
    long RowsAbout { get; }

    /// <summary>How many threads may read at once.</summary>
    int ReadersMax { get; }

    /// <summary>A statement begins to read; one that was prepared may do so again, from the first row.</summary>
    void Start();

    /// <param name="columns">Which of the columns are wanted, in the order of the writers.</param>
    IRowFeedReader OpenReader(IReadOnlyList<int> columns);
}
