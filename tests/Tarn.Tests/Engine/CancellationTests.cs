using System.Diagnostics;
using Tarn.Engine;
using Xunit;

namespace Tarn.Tests.Engine;

public sealed class CancellationTests : EngineTest
{
    // Minutes of work that cannot be folded away.
    private const string Endless = "SELECT i FROM range(1_000_000_000_000) t(i) WHERE hash(i) = 1";

    [Fact]
    public async Task A_running_statement_stops_within_a_second() =>
        await AssertStops(token => Connection.ExecuteAsync($"SELECT count(*) FROM ({Endless})", token));

    [Fact]
    public async Task A_stream_stops_within_a_second_while_waiting_for_rows() =>
        await AssertStops(async token =>
        {
            await using RowReader reader = await Connection.QueryAsync(Endless, token);
            await foreach (RowBatch batch in reader.ReadBatchesAsync(token))
            {
                Assert.Fail($"{batch.RowCount} rows");
            }
        });

    [Fact]
    public async Task A_blocking_aggregate_and_sort_stop_within_a_second() =>
        await AssertStops(token => Connection.ExecuteAsync(
            "SELECT max(h) FROM (SELECT hash(i) AS h FROM range(1_000_000_000) t(i) ORDER BY h) GROUP BY h % 7",
            token));

    [Fact]
    public async Task The_connection_works_after_a_cancellation()
    {
        for (int i = 0; i < 5; i++)
        {
            using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(20 * i));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Connection.ExecuteAsync(Endless, stop.Token));

            Assert.Equal(i, await Scalar($"SELECT {i}"));
        }
    }

    [Fact]
    public async Task A_cancelled_token_starts_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Connection.ExecuteAsync("CREATE TABLE made (i INTEGER)", new CancellationToken(canceled: true)));

        Assert.Equal(0L, await Scalar("SELECT count(*) FROM duckdb_tables()"));
    }

    [Fact]
    public async Task A_cancelled_script_does_not_go_on_with_the_next_statement()
    {
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Connection.ExecuteAsync($"{Endless}; CREATE TABLE made (i INTEGER)", stop.Token));

        Assert.Equal(0L, await Scalar("SELECT count(*) FROM duckdb_tables()"));
    }

    private static async Task AssertStops(Func<CancellationToken, Task> run)
    {
        using CancellationTokenSource stop = new();
        Stopwatch watch = new();
        using CancellationTokenRegistration start = stop.Token.Register(watch.Start);
        stop.CancelAfter(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run(stop.Token));

        Assert.True(watch.ElapsedMilliseconds < 1000, $"stopped {watch.ElapsedMilliseconds} ms after cancelling");
    }
}
