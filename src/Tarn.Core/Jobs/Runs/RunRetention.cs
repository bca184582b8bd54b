namespace Tarn.Jobs.Runs;

/// <summary>How long reports and logs of runs are kept: the section <c>runs</c> of lake.yaml.</summary>
public sealed record RunRetention
{
    /// <summary>Since a run began; 400 days when the lake says nothing.</summary>
    public TimeSpan AgeMax { get; init; } = TimeSpan.FromDays(400);

    /// <summary>The latest runs stay however old they are.</summary>
    public int CountMin { get; init; } = 20;
}
