namespace Tarn.Sources.Generation.Clickstream;

/// <summary>Records that wait to be sent again.</summary>
internal sealed class RepeatedRecords(Chance chance)
{
    /// <summary>When more wait, the earliest is sent sooner than it should be.</summary>
    private const int WaitingMax = 16_384;

    private static readonly TimeSpan DelayMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DelayMax = TimeSpan.FromMinutes(5);

    private readonly PriorityQueue<byte[], DateTimeOffset> _waiting = new();

    public void Add(ReadOnlySpan<byte> record, DateTimeOffset now) =>
        _waiting.Enqueue(record.ToArray(), now + chance.Between(DelayMin, DelayMax));

    /// <summary>One whose time has come; null when there is none.</summary>
    public byte[]? Take(DateTimeOffset now) =>
        _waiting.TryPeek(out byte[]? record, out DateTimeOffset due) && (due <= now || _waiting.Count > WaitingMax)
            ? TakeFirst(record)
            : null;

    private byte[] TakeFirst(byte[] record)
    {
        _waiting.Dequeue();
        return record;
    }
}
