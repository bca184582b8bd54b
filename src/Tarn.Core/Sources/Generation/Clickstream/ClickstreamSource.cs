using System.Buffers;
using Tarn.Common;

namespace Tarn.Sources.Generation.Clickstream;

/// <summary>
/// The events of a web shop, one record after another: sessions that go through a funnel side by side, with bots,
/// duplicates, malformed records and late events among them. Not thread-safe: each thread has its own, with another
/// seed.
/// </summary>
/// <remarks>
/// The same mix, number of sessions, seed and moments give the same bytes. What the fields are:
/// docs/formats/clickstream.md.
/// </remarks>
public sealed class ClickstreamSource
{
    /// <summary>More sessions than this at a time are not kept; visitors are faster then.</summary>
    public const int SessionsMax = 65_536;

    /// <summary>No record is longer.</summary>
    public const int RecordBytesMax = ClickEventJson.BytesMax;

    /// <summary>What a visitor takes from event to event.</summary>
    private static readonly TimeSpan ThinkTime = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LateMin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LateMax = TimeSpan.FromDays(1);

    private readonly ClickstreamMix _mix;
    private readonly Chance _chance;
    private readonly ClickEventJson _json;
    private readonly RepeatedRecords _repeated;
    private readonly ClickSession[] _sessions;
    private long _records;
    private long _duplicates;
    private long _malformed;
    private long _late;
    private long _purchases;
    private long _begun;

    /// <param name="mix">How much is not as it should be.</param>
    /// <param name="recordsPerSecond">
    /// About how many will be written, by the clock that <see cref="Write"/> is given; decides how many sessions there
    /// are at a time.
    /// </param>
    /// <param name="seed">Other events for another number.</param>
    /// <exception cref="TarnException"><c>TN1005</c>: a share is not from 0 to 1.</exception>
    public ClickstreamSource(ClickstreamMix mix, double recordsPerSecond, long seed)
    {
        mix.Validate();
        _mix = mix;
        _chance = new Chance(seed);
        _json = new ClickEventJson(_chance);
        _repeated = new RepeatedRecords(_chance);
        int sessions = (int)Math.Clamp(recordsPerSecond * ThinkTime.TotalSeconds, 1, SessionsMax);
        _sessions = [.. Enumerable.Range(0, sessions).Select(_ => new ClickSession())];
    }

    /// <summary>What was written so far.</summary>
    public ClickstreamTally Tally => new(_records, _duplicates, _malformed, _late, _purchases, _begun);

    /// <summary>Writes the next record in UTF-8, without an end of line.</summary>
    /// <param name="now">When it is sent, not before the one that came before.</param>
    /// <param name="output">Takes it.</param>
    public void Write(DateTimeOffset now, IBufferWriter<byte> output)
    {
        _records++;
        if (_repeated.Take(now) is { } again)
        {
            _duplicates++;
            output.Write(again);
            return;
        }

        JsonLine line = new(output.GetSpan(RecordBytesMax));
        WriteNew(ref line, now);
        output.Advance(line.Length);
    }

    private void WriteNew(ref JsonLine line, DateTimeOffset now)
    {
        ClickSession session = NextSession();
        bool isLate = _chance.Is(_mix.Late);
        ClickType type = session.Current;
        _json.Write(ref line, session, isLate ? now - _chance.Between(LateMin, LateMax) : now);
        session.Move(_chance);
        if (_chance.Is(_mix.Malformed))
        {
            _malformed++;
            MalformedRecord.Spoil(ref line, _chance);
            return;
        }

        _late += isLate ? 1 : 0;
        _purchases += type == ClickType.Purchase ? 1 : 0;
        if (_chance.Is(_mix.Duplicates))
        {
            _repeated.Add(line.Written, now);
        }
    }

    private ClickSession NextSession()
    {
        ClickSession session = _chance.Of(_sessions);
        if (session.IsOver)
        {
            session.Begin(_chance, _mix.Bots);
            _begun++;
        }

        return session;
    }
}
