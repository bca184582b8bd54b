namespace Tarn.Storage.Watching;

/// <summary>Keeps work that fails from being tried again at once.</summary>
/// <param name="settings">How long it pauses.</param>
internal sealed class FailurePause(WatchSettings settings)
{
    private TimeSpan _pause;

    /// <summary>Nothing begins before.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>Work failed: the pause is twice as long as the last one.</summary>
    public void Failed(DateTimeOffset now)
    {
        TimeSpan next = _pause == TimeSpan.Zero ? settings.FailurePause : _pause * 2;
        _pause = next < settings.FailurePauseMax ? next : settings.FailurePauseMax;
        Until = now + _pause;
    }

    /// <summary>Work came to its end: what comes next does not wait.</summary>
    public void Succeeded(DateTimeOffset now)
    {
        _pause = TimeSpan.Zero;
        Until = now;
    }

    /// <summary>Work could not begin: it is tried again with the next look.</summary>
    public void Postponed(DateTimeOffset now) => Until = now + settings.PollInterval;
}
