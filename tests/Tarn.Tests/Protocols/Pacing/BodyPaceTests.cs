using Microsoft.AspNetCore.Server.Kestrel.Core;
using Tarn.Protocols.Pacing;
using Xunit;

namespace Tarn.Tests.Protocols.Pacing;

public sealed class BodyPaceTests : IDisposable
{
    private const int BytesPerSecond = 100;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly HandTimers _time = new();
    private readonly BodyPace _pace;
    private int _givenUp;

    public BodyPaceTests() => _pace = new BodyPace(
        new MinDataRate(BytesPerSecond, 10 * Second), _time, () => _givenUp++);

    public void Dispose() => _pace.Dispose();

    [Fact]
    public void Who_sends_nothing_is_given_up_in_time()
    {
        _pace.Wait();
        _time.Advance(9.9 * Second);
        Assert.False(_pace.IsOver);

        _time.Advance(0.2 * Second);

        Assert.True(_pace.IsOver);
        Assert.Equal(1, _givenUp);
    }

    [Fact]
    public void Who_sends_a_byte_now_and_then_is_given_up_in_the_same_time()
    {
        for (int i = 0; i < 10; i++)
        {
            _pace.Wait();
            _time.Advance(0.99 * Second);
            _pace.Take(1);
        }

        Assert.False(_pace.IsOver);
        _pace.Wait();
        _time.Advance(0.2 * Second);
        Assert.True(_pace.IsOver);
    }

    [Fact]
    public void Who_sends_enough_is_waited_for()
    {
        for (int i = 0; i < 60; i++)
        {
            _pace.Wait();
            _time.Advance(Second);
            _pace.Take(BytesPerSecond * 11 / 10);
        }

        _pace.Wait();
        _time.Advance(5 * Second);
        Assert.False(_pace.IsOver);

        _time.Advance(2 * Second);
        Assert.True(_pace.IsOver);
    }

    [Fact]
    public void Only_the_time_counts_in_which_the_client_is_waited_for()
    {
        _pace.Wait();
        _time.Advance(6 * Second);
        _pace.Take(1);
        _time.Advance(60 * Second);
        _pace.Wait();
        _time.Advance(3.9 * Second);
        Assert.False(_pace.IsOver);

        _time.Advance(0.2 * Second);

        Assert.True(_pace.IsOver);
    }

    [Fact]
    public void A_process_that_stood_still_listens_before_it_gives_anybody_up()
    {
        _pace.Wait();
        _time.Jump(60 * Second);
        Assert.False(_pace.IsOver);

        _time.Advance(1.1 * Second);

        Assert.True(_pace.IsOver);
    }

    [Fact]
    public void Nobody_is_given_up_after_the_end()
    {
        _pace.Wait();
        _pace.Dispose();

        _time.Advance(60 * Second);

        Assert.Equal(0, _givenUp);
    }

    [Fact]
    public void Much_that_came_at_once_is_no_error_of_timers()
    {
        _pace.Take(1L << 40);
        _pace.Wait();

        _time.Jump(10 * Second);

        Assert.False(_pace.IsOver);
    }
}
