using System.Diagnostics;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Xunit;

namespace Tarn.Tests.Engine;

public sealed class StreamingTests : EngineTest
{
    [Fact]
    public async Task A_hundred_million_rows_are_read_in_bounded_memory()
    {
        long before = ResidentBytes();
        long peak = before;
        long count = 0;
        long sum = 0;
        await using RowReader reader = await Connection.QueryAsync("SELECT i FROM range(100_000_000) t(i)", Token);
        await foreach (RowBatch batch in reader.ReadBatchesAsync(Token))
        {
            foreach (long value in batch.Columns[0].AsSpan<long>())
            {
                sum += value;
            }

            count += batch.RowCount;
            if (count % (2048 * 4096) == 0)
            {
                peak = Math.Max(peak, ResidentBytes());
            }
        }

        Assert.Equal(100_000_000, count);
        Assert.Equal(4_999_999_950_000_000, sum);
        Assert.True(peak - before < 300_000_000, $"resident memory grew by {(peak - before) / 1e6:N0} MB");
    }

    [Fact]
    public async Task Stopping_early_frees_the_result_and_the_connection()
    {
        Stopwatch watch = Stopwatch.StartNew();
        RowReader reader = await Connection.QueryAsync("SELECT i FROM range(1_000_000_000_000) t(i)", Token);
        await foreach (RowBatch batch in reader.ReadBatchesAsync(Token))
        {
            Assert.Equal(0L, batch.Columns[0].GetInt64(0));
            break;
        }

        Assert.Throws<ObjectDisposedException>(() => reader.Fetch());
        Assert.Equal(1, await Scalar("SELECT 1"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Another_statement_ends_an_open_reader()
    {
        await using RowReader reader = await Connection.QueryAsync("SELECT i FROM range(1_000_000) t(i)", Token);
        Assert.Equal(1, await Scalar("SELECT 1"));

        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            await foreach (RowBatch batch in reader.ReadBatchesAsync(Token))
            {
                Assert.Fail($"read {batch.RowCount} rows of a result that was ended");
            }
        });
    }

    [Fact]
    public async Task An_error_in_the_middle_of_a_stream_is_thrown()
    {
        // With several threads the engine now and then reports that another one was interrupted.
        await Connection.ExecuteAsync("SET threads = 1", Token);
        await using RowReader reader = await Connection.QueryAsync(
            "SELECT CASE WHEN i = 900_000 THEN error('row ' || i) ELSE i END FROM range(1_000_000) t(i)", Token);
        long count = 0;

        EngineException exception = await Assert.ThrowsAsync<EngineException>(async () =>
        {
            await foreach (RowBatch batch in reader.ReadBatchesAsync(Token))
            {
                count += batch.RowCount;
            }
        });

        Assert.Equal("row 900000", exception.RawMessage);
        Assert.True(count < 1_000_000);
    }

    [Fact]
    public async Task Rows_changed_are_reported()
    {
        await Connection.ExecuteAsync("CREATE TABLE t (i INTEGER)", Token);

        Assert.Equal(3, await Connection.ExecuteAsync("INSERT INTO t VALUES (1), (2), (3)", Token));
        Assert.Equal(2, await Connection.ExecuteAsync("SELECT 1; DELETE FROM t WHERE i > 1", Token));
        await using RowReader reader = await Connection.QueryAsync("UPDATE t SET i = 0", Token);
        Assert.Equal(1, reader.RowsChanged);
    }

    [Fact]
    public async Task An_empty_result_has_columns_and_no_batch()
    {
        await using RowReader reader = await Connection.QueryAsync("SELECT 1 AS a, 'x' AS b WHERE false", Token);

        Assert.Equal(["a", "b"], reader.Columns.Select(column => column.Name));
        await foreach (RowBatch batch in reader.ReadBatchesAsync(Token))
        {
            Assert.Fail($"{batch.RowCount} rows");
        }
    }

    [Fact]
    public async Task Two_statements_at_once_on_a_connection_are_refused()
    {
        using CancellationTokenSource stop = new();
        Task<long> running = Connection.ExecuteAsync("SELECT count(*) FROM range(1_000_000_000_000)", stop.Token);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Connection.ExecuteAsync("SELECT 1", Token));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static long ResidentBytes()
    {
        using Process process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
