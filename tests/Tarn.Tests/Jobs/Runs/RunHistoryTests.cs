using Tarn.Jobs.Runs;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs.Runs;

public sealed class RunHistoryTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();
    private readonly RunHistory _history;

    public RunHistoryTests() => _history = new RunHistory(
        new DocumentStore(_directory.Path, new SequentialIdSource()), Path.Combine(_directory.Path, "logs"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Old_runs_are_forgotten_except_the_latest_and_those_under_way()
    {
        for (int day = 0; day < 10; day++)
        {
            await SaveAsync(day, day == 2 ? RunState.Running : RunState.Succeeded);
        }

        int count = await _history.ForgetBeforeAsync(Start.AddDays(8), countKept: 4, Token);

        Assert.Equal(5, count);
        Assert.Equal(
            ["run-9", "run-8", "run-7", "run-6", "run-2"],
            (await _history.ListAsync(100, Token)).Select(report => report.RunId));
    }

    [Fact]
    public async Task What_is_young_enough_stays()
    {
        for (int day = 0; day < 5; day++)
        {
            await SaveAsync(day, RunState.Failed);
        }

        Assert.Equal(2, await _history.ForgetBeforeAsync(Start.AddDays(2), countKept: 1, Token));
    }

    private Task SaveAsync(int day, RunState state) => _history.SaveAsync(
        new RunReport
        {
            RunId = $"run-{day}",
            State = state,
            Jobs = ["etl"],
            StartedAt = Start.AddDays(day),
            Steps = [],
        },
        Token);
}
