namespace Tarn.Queries.Executions;

/// <summary>How much of executions there may be.</summary>
public sealed record ExecutionLimits
{
    /// <summary>Statements that run at the same time; the others wait.</summary>
    public int RunningMax { get; init; } = 8;

    /// <summary>
    /// Statements that may wait; more are refused, and more than half of them of one workgroup. Others have less when
    /// several are busy: no workgroup has more places than are left.
    /// </summary>
    public int WaitingMax { get; init; } = 2000;

    /// <summary>Executions that are remembered; the oldest are forgotten first.</summary>
    public int HistoryMax { get; init; } = 10_000;

    /// <summary>How long executions are remembered.</summary>
    public TimeSpan HistoryAgeMax { get; init; } = TimeSpan.FromDays(45);

    /// <summary>How long results are kept in the bucket that is theirs alone.</summary>
    public TimeSpan ResultAgeMax { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Size of a statement's text in UTF-8.</summary>
    public int TextBytesMax { get; init; } = 262_144;
}
