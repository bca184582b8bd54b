using Tarn.Streams;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Streams;

/// <summary>Buffers wait as long as they say, whatever the clock on the wall is set to meanwhile.</summary>
public sealed class ClockJumpTests : IDisposable
{
    private readonly JumpingTimeProvider _clock = new();
    private readonly StreamRig _rig;

    public ClockJumpTests() => _rig = new StreamRig { Clock = _clock };

    public static TheoryData<TimeSpan> Jumps =>
    [
        TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(-15), TimeSpan.FromDays(3650),
    ];

    public void Dispose() => _rig.Dispose();

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task A_record_waits_no_longer_than_its_buffer_says(TimeSpan jump)
    {
        await using StreamService streams = await _rig.StartAsync(
            StreamRig.Clicks with { Buffer = new BufferHints { Seconds = 1, Megabytes = 128 } });
        await StreamRig.PutAsync(streams, "before");

        _clock.Jump(jump);
        await StreamRig.PutAsync(streams, "after");

        await StreamRig.WaitAsync(() => Task.FromResult(streams.StatusOf("clicks").WaitingRecords == 0));
        Assert.Equal("before\nafter\n", string.Concat((await _rig.DeliveredAsync()).Select(found => found.Content)));
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task A_record_does_not_grow_older_by_a_jump(TimeSpan jump)
    {
        await using StreamService streams = await _rig.StartAsync(StreamRig.Clicks);
        await StreamRig.PutAsync(streams, "one");

        _clock.Jump(jump);

        Assert.InRange(
            streams.StatusOf("clicks").OldestAge, TimeSpan.Zero, TimeSpan.FromSeconds(StreamRig.Clicks.Buffer.Seconds));
        Assert.Equal(1, streams.StatusOf("clicks").WaitingRecords);
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task What_waited_while_the_clock_was_set_is_delivered_by_the_next_process(TimeSpan jump)
    {
        await using (StreamService streams = await _rig.StartAsync(StreamRig.Clicks))
        {
            await StreamRig.PutAsync(streams, "one");
        }

        _clock.Jump(jump);
        await using StreamService later = await _rig.StartAsync(
            StreamRig.Clicks with { Buffer = new BufferHints { Seconds = 1, Megabytes = 128 } });

        await StreamRig.WaitAsync(() => Task.FromResult(later.StatusOf("clicks").WaitingRecords == 0));
        Assert.Equal("one\n", Assert.Single(await _rig.DeliveredAsync()).Content);
    }
}
