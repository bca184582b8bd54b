namespace Tarn.Alarms.Notifications.Outbox;

/// <summary>How many a channel got in the last hour.</summary>
internal sealed class HourlyCount(int countMax)
{
    private static readonly TimeSpan Span = TimeSpan.FromHours(1);

    private readonly Queue<DateTimeOffset> _sent = new();

    public void Add(DateTimeOffset at) => _sent.Enqueue(at);

    public bool IsFull(DateTimeOffset now)
    {
        while (_sent.TryPeek(out DateTimeOffset oldest) && oldest <= now - Span)
        {
            _sent.Dequeue();
        }

        return _sent.Count >= countMax;
    }

    /// <summary>When it has room again; the past when it has.</summary>
    public DateTimeOffset FreeAt => _sent.Count >= countMax ? _sent.Peek() + Span : DateTimeOffset.MinValue;
}
