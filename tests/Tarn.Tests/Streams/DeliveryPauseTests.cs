using Tarn.Streams;
using Xunit;

namespace Tarn.Tests.Streams;

/// <summary>How long a delivery that failed waits until it is tried again.</summary>
public sealed class DeliveryPauseTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_asks_for_delivery_does_not_wait_until_what_failed_is_tried_again()
    {
        using StreamRig rig = new() { Clock = new ClockWithoutAlarms() };
        await using StreamService streams = await rig.StartAsync(StreamRig.Clicks);
        Directory.CreateDirectory(rig.Sub("data"));
        await File.WriteAllTextAsync(rig.Sub("data", "raw"), "in the way", Cancellation);
        await StreamRig.PutAsync(streams, "patient");
        Task first = streams.FlushAsync("clicks", Cancellation);
        await StreamRig.WaitAsync(() => Task.FromResult(streams.StatusOf("clicks").FailedTries > 0));
        File.Delete(rig.Sub("data", "raw"));

        await streams.FlushAsync("clicks", Cancellation);

        await first;
        Assert.Equal("patient\n", Assert.Single(await rig.DeliveredAsync()).Content);
    }

    /// <summary>What waits for a time waits for ever.</summary>
    private sealed class ClockWithoutAlarms : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
