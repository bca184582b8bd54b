using Tarn.Queries.Limits;

namespace Tarn.Queries.Isolation;

/// <summary>How many workers there are, and how long each is used.</summary>
public sealed record WorkerSettings
{
    private const long StandardBytes = 1 << 30;

    /// <summary>Statements that run at the same time; those beyond wait for a worker.</summary>
    public int WorkersMax { get; init; } = Math.Min(4, Environment.ProcessorCount);

    /// <summary>Statements after which a worker is replaced.</summary>
    public int StatementsMax { get; init; } = 100;

    /// <summary>Memory of a worker's engine when the lake says nothing: 1 GiB, or what a statement may have.</summary>
    public static long MemoryBytesOf(long? engineBytesMax, QueryLimits limits) =>
        Math.Max(engineBytesMax ?? StandardBytes, limits.MemoryBytesMax ?? 0);
}
