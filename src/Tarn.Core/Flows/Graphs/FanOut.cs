namespace Tarn.Flows.Graphs;

/// <summary>What a step is done for, once each: items of a list, or rows of a query.</summary>
public sealed record FanOut
{
    /// <summary>How many there may be.</summary>
    public const int ItemsMax = 1000;

    /// <summary>Null when <see cref="Query"/> says them.</summary>
    public IReadOnlyList<string>? Items { get; init; }

    /// <summary>One SELECT, whose first column has the items; null when <see cref="Items"/> says them.</summary>
    public string? Query { get; init; }

    /// <summary>How many are done at once.</summary>
    public int AtOnceMax { get; init; } = 4;
}
