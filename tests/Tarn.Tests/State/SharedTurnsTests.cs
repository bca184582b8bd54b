using Tarn.State;
using Xunit;

namespace Tarn.Tests.State;

public sealed class SharedTurnsTests : IDisposable
{
    private readonly SharedTurns _turns = new(DateTimeOffset.UnixEpoch);

    public void Dispose() => _turns.Dispose();

    [Fact]
    public async Task Runs_come_one_after_another_and_whoever_waits_is_told()
    {
        List<string> told = [];
        ILakeTurn first = await _turns.TakeForRunsAsync(TestContext.Current.CancellationToken);
        Task<ILakeTurn> second = _turns.Telling(told.Add).TakeForRunsAsync(TestContext.Current.CancellationToken);

        Assert.False(second.IsCompleted);
        Assert.Equal(["waiting for another run of this lake to end"], told);
        first.Dispose();
        first.Dispose();
        using ILakeTurn turn = await second;
        Assert.Equal(DateTimeOffset.UnixEpoch, turn.StartedAt);
        Assert.False(_turns.TakeForRunsAsync(TestContext.Current.CancellationToken).IsCompleted);
    }

    [Fact]
    public async Task A_change_does_not_wait_for_a_run()
    {
        using ILakeTurn run = await _turns.TakeForRunsAsync(TestContext.Current.CancellationToken);
        using ILakeTurn change = await _turns.TakeForChangesAsync(TestContext.Current.CancellationToken);

        Assert.False(_turns.TakeForChangesAsync(TestContext.Current.CancellationToken).IsCompleted);
    }

    [Fact]
    public async Task Who_no_longer_wants_a_turn_does_not_get_it()
    {
        using CancellationTokenSource cancellation = new();
        ILakeTurn first = await _turns.TakeForRunsAsync(TestContext.Current.CancellationToken);
        Task<ILakeTurn> dropped = _turns.TakeForRunsAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dropped);

        first.Dispose();

        using ILakeTurn next = await _turns.TakeForRunsAsync(TestContext.Current.CancellationToken);
    }
}
