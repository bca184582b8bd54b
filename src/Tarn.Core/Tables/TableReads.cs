namespace Tarn.Tables;

/// <summary>What of a table a write was computed from; plain data, so that an intent can keep it.</summary>
public sealed record TableReads
{
    /// <summary>True when every row was read: any row that came or went meanwhile matters.</summary>
    public bool WholeTable { get; init; }

    /// <summary>
    /// Partitions that were read, each as the values of some partition columns: rows that came meanwhile matter when
    /// they are in one of them.
    /// </summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string?>> Partitions { get; init; } = [];

    /// <summary>Files that were read: it matters when one of them is gone.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    internal bool IsNothing => !WholeTable && Partitions.Count == 0 && Paths.Count == 0;
}
