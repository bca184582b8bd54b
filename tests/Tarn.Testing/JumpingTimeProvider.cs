namespace Tarn.Testing;

/// <summary>
/// The system's clock, which somebody sets to another time while it runs. Durations and timers go on as they were, as
/// the kernel's do.
/// </summary>
public sealed class JumpingTimeProvider : TimeProvider
{
    private long _offsetTicks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _offsetTicks));

    public void Jump(TimeSpan time) => Interlocked.Add(ref _offsetTicks, time.Ticks);
}
