using Tarn.Sources.Postgres.Extraction;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Sources.Postgres.Extraction;

public sealed class RowRateTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Rows_wait_until_their_time_has_come()
    {
        RowRate rate = new(1000, _time);

        Assert.Equal(TimeSpan.FromMilliseconds(500), rate.Take(500));
        Assert.Equal(TimeSpan.FromMilliseconds(1500), rate.Take(1000));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromMilliseconds(700), rate.Take(200));
    }

    [Fact]
    public void Time_in_which_nothing_was_read_is_not_saved_up()
    {
        RowRate rate = new(1000, _time);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(TimeSpan.FromSeconds(1), rate.Take(1000));
    }

    [Fact]
    public void Without_a_limit_nobody_waits() =>
        Assert.Equal(TimeSpan.Zero, new RowRate(null, _time).Take(int.MaxValue));
}
