namespace Tarn.Sources;

/// <summary>How a source tells what is new since a position.</summary>
public abstract record SourceIncrement
{
    /// <summary>By a column whose values rise: a timestamp or a number.</summary>
    /// <param name="Column">Its name.</param>
    public sealed record Cursor(string Column) : SourceIncrement
    {
        /// <summary>How far before the greatest value seen rows are read again; null for not at all.</summary>
        public TimeSpan? Lookback { get; init; }

        /// <summary>The same for a column of numbers.</summary>
        public long? LookbackCount { get; init; }

        public bool LooksBack => Lookback is not null || LookbackCount is not null;
    }

    /// <summary>By the transactions that wrote rows, so that one which commits late is not missed.</summary>
    public sealed record Transactions : SourceIncrement;

    /// <summary>By a slot of logical replication, which tells inserts, updates and deletes in order.</summary>
    /// <param name="Name">Of the slot.</param>
    public sealed record Slot(string Name) : SourceIncrement;
}
