using Tarn.Queries.Reuse;
using Xunit;

namespace Tarn.Tests.Queries.Reuse;

public sealed class SharedRunsTests
{
    private readonly SharedRuns<string> _runs = new();
    private readonly TaskCompletionSource<string> _work = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _startedCount;

    [Fact]
    public async Task Those_who_want_the_same_at_once_wait_for_one_run()
    {
        Task<(string Result, bool IsFirst)>[] waiting = [.. Enumerable.Range(0, 5).Select(_ => AskAsync("same"))];
        Task<(string Result, bool IsFirst)> other = AskAsync("other");
        _work.SetResult("rows");

        (string Result, bool IsFirst)[] results = await Task.WhenAll([.. waiting, other]);

        Assert.All(results, result => Assert.Equal("rows", result.Result));
        Assert.Equal((2, 2), (results.Count(result => result.IsFirst), _startedCount));
        Assert.True((await AskAsync("same")).IsFirst);
    }

    [Fact]
    public async Task An_error_goes_to_all_and_the_next_one_tries_again()
    {
        Task<(string Result, bool IsFirst)>[] waiting = [.. Enumerable.Range(0, 3).Select(_ => AskAsync("same"))];
        _work.SetException(new InvalidOperationException("no"));

        foreach (Task<(string Result, bool IsFirst)> one in waiting)
        {
            Assert.Equal("no", (await Assert.ThrowsAsync<InvalidOperationException>(() => one)).Message);
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync("same"));
        Assert.Equal(2, _startedCount);
    }

    [Fact]
    public async Task One_who_gives_up_leaves_the_run_to_the_others()
    {
        using CancellationTokenSource impatient = new();
        Task<(string Result, bool IsFirst)> first = AskUntilAsync("same", impatient.Token);
        Task<(string Result, bool IsFirst)> second = AskAsync("same");
        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _work.SetResult("rows");
        Assert.Equal(("rows", false), await second);
    }

    [Fact]
    public async Task The_last_one_who_gives_up_ends_the_run()
    {
        using CancellationTokenSource impatient = new();
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<(string Result, bool IsFirst)>[] waiting = [.. Enumerable.Range(0, 2).Select(_ => _runs.RunAsync(
            "same",
            async token =>
            {
                try
                {
                    return await _work.Task.WaitAsync(token);
                }
                catch (OperationCanceledException)
                {
                    ended.SetResult();
                    throw;
                }
            },
            impatient.Token))];
        await impatient.CancelAsync();

        foreach (Task<(string Result, bool IsFirst)> one in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }

        await ended.Task.WaitAsync(TestContext.Current.CancellationToken);
        _work.SetResult("rows");
        Assert.Equal(("rows", true), await AskAsync("same"));
    }

    private Task<(string Result, bool IsFirst)> AskAsync(string key) =>
        AskUntilAsync(key, TestContext.Current.CancellationToken);

    private Task<(string Result, bool IsFirst)> AskUntilAsync(string key, CancellationToken cancellationToken) =>
        _runs.RunAsync(
            key,
            token =>
            {
                Interlocked.Increment(ref _startedCount);
                return _work.Task.WaitAsync(token);
            },
            cancellationToken);
}
