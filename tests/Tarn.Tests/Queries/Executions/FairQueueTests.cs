using System.Collections.Concurrent;
using Tarn.Queries.Executions;
using Xunit;

namespace Tarn.Tests.Queries.Executions;

public sealed class FairQueueTests
{
    [Fact]
    public async Task Groups_take_turns_however_much_one_has_to_do()
    {
        FairQueue queue = new(runningMax: 1, waitingMax: 100);
        TaskCompletionSource gate = new();
        ConcurrentQueue<string> order = new();
        List<Task> all = [];
        Add("blocker", () => gate.Task);
        for (int i = 0; i < 5; i++)
        {
            Add("busy", () => Task.CompletedTask);
        }

        Add("other", () => Task.CompletedTask);
        gate.SetResult();
        await Task.WhenAll(all);

        Assert.Equal(["blocker", "busy", "other", "busy", "busy", "busy", "busy"], order);

        void Add(string group, Func<Task> work)
        {
            TaskCompletionSource done = new();
            all.Add(done.Task);
            queue.TryAdd(group, async () =>
            {
                order.Enqueue(group);
                await work();
                done.SetResult();
            });
        }
    }

    [Fact]
    public void A_group_never_has_more_places_than_are_left_to_others()
    {
        FairQueue queue = new(runningMax: 1, waitingMax: 100);
        TaskCompletionSource never = new();
        Assert.True(queue.TryAdd("blocker", () => never.Task));

        Assert.Equal(50, Fill("busy"));
        Assert.Equal(25, Fill("other"));
        Assert.Equal(13, Fill("third"));
        Assert.True(queue.TryAdd("newcomer", () => never.Task));
        Assert.Equal(0, Fill("busy"));

        int Fill(string group)
        {
            int count = 0;
            while (queue.TryAdd(group, () => never.Task))
            {
                count++;
            }

            return count;
        }
    }

    [Fact]
    public async Task No_more_run_at_the_same_time_than_may()
    {
        FairQueue queue = new(runningMax: 3, waitingMax: 100);
        int running = 0;
        int most = 0;
        List<Task> all = [];
        Lock counting = new();
        for (int i = 0; i < 64; i++)
        {
            TaskCompletionSource done = new();
            all.Add(done.Task);
            queue.TryAdd($"group {i % 4}", async () =>
            {
                Count(1);
                await Task.Yield();
                Count(-1);
                done.SetResult();
            });
        }

        await Task.WhenAll(all);

        Assert.InRange(most, 1, 3);

        void Count(int change)
        {
            lock (counting)
            {
                running += change;
                most = Math.Max(most, running);
            }
        }
    }
}
