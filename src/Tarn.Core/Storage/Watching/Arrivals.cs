namespace Tarn.Storage.Watching;

/// <summary>
/// Decides from one look after the other when work on what arrived is to begin. What the work has seen is what was seen
/// before it began: an object that arrives meanwhile makes the next look differ.
/// </summary>
/// <param name="settings">How long it waits.</param>
internal sealed class Arrivals(WatchSettings settings)
{
    private string? _done;
    private string? _seen;
    private DateTimeOffset _seenSince;
    private DateTimeOffset _waitingSince;

    /// <summary>Whether something was seen that no work has come to its end with.</summary>
    public bool IsWaiting => _seen != _done;

    /// <summary>Whether no work has come to its end yet.</summary>
    public bool IsFirst => _done is null;

    /// <summary>Takes note of a look, by something that differs when there is news.</summary>
    public void See(string digest, DateTimeOffset now)
    {
        if (_seen is null || !IsWaiting)
        {
            _waitingSince = now;
        }

        if (digest != _seen)
        {
            _seen = digest;
            _seenSince = now;
        }
    }

    /// <summary>False when there is nothing to do, or more may be on the way.</summary>
    public bool IsDue(DateTimeOffset now) => IsWaiting && (IsFirst || now >= QuietAt);

    /// <summary>When work on what waits begins unless more arrives.</summary>
    public DateTimeOffset QuietAt
    {
        get
        {
            DateTimeOffset quiet = _seenSince + settings.QuietTime;
            DateTimeOffset latest = _waitingSince + settings.QuietWaitMax;
            return quiet < latest ? quiet : latest;
        }
    }

    /// <summary>Work that began after the last look came to its end.</summary>
    public void Done() => _done = _seen;
}
