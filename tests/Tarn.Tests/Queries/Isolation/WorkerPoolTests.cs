using System.Diagnostics;
using Tarn.Common;
using Tarn.Queries;
using Tarn.Queries.Limits;
using Xunit;

namespace Tarn.Tests.Queries.Isolation;

/// <summary>Worker processes are few, limited and replaceable.</summary>
public sealed class WorkerPoolTests(IsolatedLake lake) : IClassFixture<IsolatedLake>
{
    private const string Endless = "SELECT sum(hash(a.i + b.i)) FROM range(1000000) a(i), range(1000000) b(i)";

    public static TheoryData<string, string> Hungry() => new()
    {
        { "SELECT length(repeat('a', 2000000000)) + 1", ErrorCodes.QueryFailed },
        { Endless, ErrorCodes.TimeLimit },
        {
            "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t",
            ErrorCodes.TimeLimit
        },
        { "SELECT " + new string('(', 100_000) + "1" + new string(')', 100_000), ErrorCodes.StatementTooLarge },
        { "SELECT len(list(i)) FROM range(300000000) t(i)", ErrorCodes.OutOfMemory },
    };

    [Theory]
    [MemberData(nameof(Hungry), DisableDiscoveryEnumeration = true)]
    public async Task A_statement_that_takes_too_much_ends_alone(string sql, string code)
    {
        QueryRunner limited = lake.Isolated.Within(new QueryLimits { TimeMax = TimeSpan.FromSeconds(2) });
        Task<long> other = CountAsync(lake.Isolated, "SELECT DISTINCT md5(CAST(i AS varchar)) FROM range(500000) t(i)");

        TarnException exception = await Assert.ThrowsAnyAsync<TarnException>(() => CountAsync(limited, sql));

        Assert.Contains(exception.Code, new[] { code, ErrorCodes.TimeLimit });
        Assert.Equal(500_000, await other);
    }

    /// <summary>The engine does not count the memory of texts: 2048 of 90 MB are what the kernel refuses.</summary>
    [Fact]
    public async Task Memory_that_the_engine_does_not_count_is_limited_by_the_kernel()
    {
        TarnException exception = await Assert.ThrowsAnyAsync<TarnException>(() => CountAsync(
            lake.Isolated, "SELECT max(x || CAST(i AS varchar)) FROM "
                + "(SELECT lpad('a', 90000000, 'b') AS x) u, range(2000) t(i)"));

        Assert.Contains(exception.Code, new[] { ErrorCodes.OutOfMemory, ErrorCodes.WorkerEnded });
        Assert.Equal(1, await CountAsync(lake.Isolated, "SELECT 1"));
    }

    [Fact]
    public async Task A_worker_that_is_killed_ends_its_statement_alone()
    {
        Task<long> killed = CountAsync(lake.Isolated, Endless);
        int worker = await BusyWorkerAsync();
        using (Process process = Process.GetProcessById(worker))
        {
            process.Kill();
        }

        TarnException exception = await Assert.ThrowsAnyAsync<TarnException>(() => killed);

        Assert.Equal(ErrorCodes.WorkerEnded, exception.Code);
        Assert.Contains("SIGKILL", exception.Message, StringComparison.Ordinal);
        Assert.Equal(20_000, await CountAsync(lake.Isolated, "SELECT n FROM staging.days"));
        Assert.DoesNotContain(worker, lake.Workers());
        Assert.Empty(ScratchOf(worker));
    }

    [Fact]
    public async Task A_cancelled_statement_takes_its_worker_with_it()
    {
        using CancellationTokenSource cancellation = new();
        Task<QueryExecution> running = lake.Isolated.RunAsync(
            Endless, new Dictionary<string, object?>(), cancellation.Token);
        int worker = await BusyWorkerAsync();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.DoesNotContain(worker, lake.Workers());
        Assert.Empty(ScratchOf(worker));
    }

    [Fact]
    public async Task Many_statements_share_few_workers()
    {
        long[] counts = await Task.WhenAll(Enumerable.Range(1, 20).Select(i =>
            CountAsync(lake.Isolated, $"SELECT n FROM staging.days WHERE n < {i * 100}")));

        Assert.Equal(Enumerable.Range(1, 20).Select(i => i * 100L), counts);
        Assert.InRange(lake.Workers().Count, 1, 2);
    }

    [Fact]
    public async Task Workers_are_limited_by_the_kernel_and_know_no_secrets()
    {
        Assert.Equal(1, await CountAsync(lake.Isolated, "SELECT 1"));
        int worker = lake.Workers()[0];

        string limits = await File.ReadAllTextAsync($"/proc/{worker}/limits", TestContext.Current.CancellationToken);
        string environment = await File.ReadAllTextAsync(
            $"/proc/{worker}/environ", TestContext.Current.CancellationToken);

        Assert.Matches(@"Max core file size\s+0\s+0", limits);
        Assert.Matches(@"Max data size\s+[0-9]+\s+[0-9]+", limits);
        Assert.Matches(@"Max file size\s+2000000000\s+2000000000", limits);
        Assert.Matches(@"Max open files\s+4096\s+4096", limits);
        Assert.Matches(@"Max cpu time\s+[0-9]+\s", limits);
        Assert.Contains($"{IsolatedLake.NamedVariable}=named", environment, StringComparison.Ordinal);
        Assert.DoesNotContain(IsolatedLake.OtherVariable, environment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_statement_leaves_files_behind()
    {
        Assert.Equal(1, await CountAsync(lake.Isolated, "SELECT 1"));
        await Assert.ThrowsAnyAsync<TarnException>(() => CountAsync(lake.Isolated, "SELECT nothere"));

        Assert.Empty(Directory.EnumerateFiles(
            Path.Combine(lake.Rig.Directory, ".tarn", "scratch"), "*", SearchOption.AllDirectories));
    }

    private IEnumerable<string> ScratchOf(int processId) => Directory
        .EnumerateDirectories(Path.Combine(lake.Rig.Directory, ".tarn", "scratch"))
        .Where(path => path.EndsWith($"-{processId}", StringComparison.Ordinal));

    /// <summary>One that uses the processor.</summary>
    private async Task<int> BusyWorkerAsync()
    {
        while (true)
        {
            foreach (int id in lake.Workers())
            {
                using Process process = Process.GetProcessById(id);
                TimeSpan before = process.TotalProcessorTime;
                await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken);
                process.Refresh();
                if (process.TotalProcessorTime - before > TimeSpan.FromMilliseconds(100))
                {
                    return id;
                }
            }
        }
    }

    private static async Task<long> CountAsync(QueryRunner queries, string sql) =>
        (await IsolatedLake.ReadAsync(queries, sql)).Rows.Count;
}
