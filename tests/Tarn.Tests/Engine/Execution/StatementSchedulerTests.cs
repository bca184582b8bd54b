using Tarn.Engine.Execution;
using Xunit;

namespace Tarn.Tests.Engine.Execution;

public sealed class StatementSchedulerTests
{
    private readonly StatementScheduler _scheduler = new();

    [Fact]
    public async Task Work_after_work_is_done_by_one_thread()
    {
        HashSet<int> threads = [];
        for (int i = 0; i < 20; i++)
        {
            threads.Add(await RunAsync(() => Environment.CurrentManagedThreadId));
            await UntilIdleAsync();
        }

        Assert.Single(threads);
    }

    [Fact]
    public async Task Work_that_blocks_keeps_no_other_waiting()
    {
        using Barrier all = new(30);

        await Task.WhenAll(Enumerable.Range(0, all.ParticipantCount).Select(_ => RunAsync(() =>
        {
            all.SignalAndWait(TestContext.Current.CancellationToken);
            return 0;
        })));

        Assert.Equal(1, all.CurrentPhaseNumber);
    }

    [Fact]
    public async Task All_of_many_at_once_are_done()
    {
        const int count = 5_000;
        int done = 0;

        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => RunAsync(() => Interlocked.Increment(ref done))));

        Assert.Equal(count, done);
    }

    [Fact]
    public async Task What_work_throws_reaches_who_waits_for_it()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => RunAsync<int>(() => throw new InvalidOperationException()));

        Assert.Equal(1, await RunAsync(() => 1));
    }

    private Task<T> RunAsync<T>(Func<T> work) => Task.Factory.StartNew(
        work, TestContext.Current.CancellationToken, TaskCreationOptions.None, _scheduler);

    /// <summary>A thread has told of its result a moment before it waits for more.</summary>
    private async Task UntilIdleAsync()
    {
        while (_scheduler.IdleCount == 0)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
