namespace Tarn.Flows.Schedules;

/// <summary>What becomes of moments of a schedule that passed while nothing ran, or that a clock jumped over.</summary>
public sealed record MissedRuns
{
    /// <summary>The most that <see cref="MissedKind.All"/> makes up for.</summary>
    public const int CountAllowedMax = 1000;

    /// <summary>One run makes up for all of them, however long ago the last one was.</summary>
    public static MissedRuns Default { get; } = new();

    public MissedKind Kind { get; init; } = MissedKind.Once;

    /// <summary>
    /// How many of the latest <see cref="MissedKind.All"/> makes up for, 1 to <see cref="CountAllowedMax"/>.
    /// </summary>
    public int CountMax { get; init; } = 100;

    /// <summary>Moments longer ago are not made up for; null: however long ago.</summary>
    public TimeSpan? AgeMax { get; init; }

    /// <summary>How many runs make up for what was missed, at most.</summary>
    internal int RunsMax => Kind switch
    {
        MissedKind.Skip => 0,
        MissedKind.Once => 1,
        _ => CountMax,
    };
}
