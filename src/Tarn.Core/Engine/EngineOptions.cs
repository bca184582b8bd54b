namespace Tarn.Engine;

/// <summary>How much of the machine one instance may use. Nulls leave DuckDB's own choice.</summary>
public sealed record EngineOptions
{
    /// <summary>Directory for what does not fit in memory; made when first needed. Null: nothing is spilled.</summary>
    public string? ScratchDirectory { get; init; }

    /// <summary>Memory limit; null is 80 % of the machine's memory.</summary>
    public long? MemoryBytesMax { get; init; }

    /// <summary>Number of worker threads; null is one per core.</summary>
    public int? Threads { get; init; }

    /// <summary>
    /// Limit of the spilled data; null is 90 % of the free disk. Needs <see cref="ScratchDirectory"/>.
    /// </summary>
    public long? ScratchBytesMax { get; init; }

    /// <summary>Whether results come in the order of the input even without ORDER BY; costs memory.</summary>
    public bool PreservesInsertionOrder { get; init; } = true;
}
