namespace Tarn.Jobs;

/// <summary>That a model's job starts by itself when objects arrive in the model's inputs.</summary>
public sealed record ArrivalTrigger
{
    public static readonly TimeSpan DefaultQuietTime = TimeSpan.FromMilliseconds(300);

    public static readonly TimeSpan DefaultWaitMax = TimeSpan.FromSeconds(2);

    /// <summary>Nothing arrives for so long before the job starts: what comes together is one run.</summary>
    public TimeSpan QuietTime { get; init; } = DefaultQuietTime;

    /// <summary>Where something arrives all the time, the job starts nevertheless after so long.</summary>
    public TimeSpan WaitMax { get; init; } = DefaultWaitMax;
}
