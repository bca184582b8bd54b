namespace Tarn.Crawlers.Watching;

/// <summary>
/// Decides from one listing after the other when what arrived is to be crawled. What a crawl has seen is what was
/// listed before it began: an object that arrives while it runs makes the next listing differ.
/// </summary>
internal sealed class Arrivals(WatchSettings settings)
{
    private string? _crawled;
    private string? _seen;
    private DateTimeOffset _seenSince;
    private DateTimeOffset _waitingSince;

    /// <summary>Takes note of a listing.</summary>
    public void See(string digest, DateTimeOffset now)
    {
        if (_seen is null || _seen == _crawled)
        {
            _waitingSince = now;
        }

        if (digest != _seen)
        {
            _seen = digest;
            _seenSince = now;
        }
    }

    /// <summary>Null when there is nothing to crawl, or more may be on the way.</summary>
    public CrawlCause? FindCause(DateTimeOffset now)
    {
        if (_seen == _crawled)
        {
            return null;
        }

        if (_crawled is null)
        {
            return CrawlCause.Start;
        }

        bool isQuiet = now - _seenSince >= settings.QuietTime;
        return isQuiet || now - _waitingSince >= settings.QuietWaitMax ? CrawlCause.Arrival : null;
    }

    /// <summary>A crawl that began after the last listing came to its end.</summary>
    public void Crawled() => _crawled = _seen;
}
