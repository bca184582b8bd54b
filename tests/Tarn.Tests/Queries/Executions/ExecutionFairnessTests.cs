using Tarn.Queries.Executions;
using Tarn.Queries.Executions.WorkGroups;
using Xunit;

namespace Tarn.Tests.Queries.Executions;

/// <summary>Many statements at once: whose turn it is, and that all come to their end.</summary>
public sealed class ExecutionFairnessTests
{
    private const string Busy = "busy";
    private const string Other = "other";
    private const string Endless =
        "SELECT count(*) FROM UNNEST(sequence(1, 1000000)) AS a(x), UNNEST(sequence(1, 1000000)) AS b(y)"
        + " WHERE (x * y) % 7 = 3";

    [Fact]
    public async Task A_workgroup_with_few_statements_does_not_wait_for_one_with_many()
    {
        await using ExecutionLake lake = await OpenAsync(runningMax: 1);
        string blocker = await StartAsync(lake, WorkGroup.Primary, Endless);
        List<string> busy = await StartManyAsync(lake, Busy, 56);
        List<string> other = await StartManyAsync(lake, Other, 8);

        await lake.Executions.StopAsync(blocker, CancellationToken.None);
        List<ExecutionRecord> records = [];
        foreach (string id in busy.Concat(other))
        {
            records.Add(await lake.WaitAsync(id));
        }

        string[] turns = [.. records.OrderBy(record => record.StartedAt).Select(record => record.WorkGroup)];
        Assert.All(records, record => Assert.Equal(ExecutionState.Succeeded, record.State));
        Assert.Equal(Enumerable.Repeat<string[]>([Busy, Other], 8).SelectMany(pair => pair), turns.Take(16));
        Assert.All(turns.Skip(16), group => Assert.Equal(Busy, group));
    }

    [Fact]
    public async Task Statements_of_one_workgroup_come_in_the_order_in_which_they_were_asked_for()
    {
        await using ExecutionLake lake = await OpenAsync(runningMax: 1);
        string blocker = await StartAsync(lake, Busy, Endless);
        List<string> asked = await StartManyAsync(lake, Busy, 63);

        await lake.Executions.StopAsync(blocker, CancellationToken.None);
        List<ExecutionRecord> records = [];
        foreach (string id in asked)
        {
            records.Add(await lake.WaitAsync(id));
        }

        Assert.Equal(asked, records.OrderBy(record => record.StartedAt).Select(record => record.Id));
    }

    [Fact]
    public async Task Short_statements_come_to_their_end_beside_long_ones()
    {
        await using ExecutionLake lake = await OpenAsync(runningMax: 4);
        List<string> running = [];
        for (int i = 0; i < 3; i++)
        {
            running.Add(await StartAsync(lake, Busy, Endless));
        }

        // The fourth place is the only one that 61 statements can take.
        string[] ids = await Task.WhenAll(
            Enumerable.Range(0, 61).Select(i => StartAsync(lake, i % 2 == 0 ? Busy : Other, $"SELECT {i}")));
        foreach (string id in ids)
        {
            Assert.Equal(ExecutionState.Succeeded, (await lake.WaitAsync(id)).State);
        }

        foreach (string id in running)
        {
            ExecutionRecord record = (await lake.Executions.FindAsync(id, CancellationToken.None))!;
            Assert.Equal(ExecutionState.Running, record.State);
        }
    }

    [Fact]
    public async Task Requests_with_one_token_at_the_same_time_are_one_execution()
    {
        await using ExecutionLake lake = await OpenAsync(runningMax: 8);
        ExecutionRequest request = new() { Sql = "SELECT 1", Token = "token" };

        string?[] ids = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(_ => lake.Executions.StartAsync(request, CancellationToken.None)));

        Assert.Single(ids.Distinct());
        Assert.Single(lake.Executions.List(WorkGroup.Primary, null, 50).Ids);
    }

    [Fact]
    public async Task What_a_workgroup_took_is_added_up()
    {
        await using ExecutionLake lake = await OpenAsync(runningMax: 8);
        await lake.RunAsync("CREATE TABLE raw.t WITH (external_location = 's3://raw/t/') AS SELECT 1 AS a");
        ExecutionRecord read = await lake.RunAsync(
            new ExecutionRequest { Sql = "SELECT sum(a) FROM raw.t", WorkGroup = Other });
        await lake.RunAsync(new ExecutionRequest { Sql = "SELECT 1 / 0", WorkGroup = Other });

        WorkGroupTotals totals = Assert.Single(lake.Executions.Totals.All, group => group.WorkGroup == Other);
        Assert.Equal((1, 1, 0), (totals.Succeeded, totals.Failed, totals.Cancelled));
        Assert.Equal(read.Outcome!.BytesScanned, totals.BytesScanned);
        Assert.True(totals.BytesScanned > 0);
        Assert.Equal(0.00005m, totals.Dollars);
    }

    private static async Task<ExecutionLake> OpenAsync(int runningMax)
    {
        ExecutionLake lake = await ExecutionLake.OpenAsync(limits: new ExecutionLimits { RunningMax = runningMax });
        foreach (string name in new[] { Busy, Other })
        {
            await lake.Executions.WorkGroups.CreateAsync(
                new WorkGroup { Name = name }, CancellationToken.None);
        }

        return lake;
    }

    private static async Task<string> StartAsync(ExecutionLake lake, string group, string sql) =>
        (await lake.Executions.StartAsync(
            new ExecutionRequest { Sql = sql, WorkGroup = group }, CancellationToken.None))!;

    private static async Task<List<string>> StartManyAsync(ExecutionLake lake, string group, int count)
    {
        List<string> ids = [];
        for (int i = 0; i < count; i++)
        {
            ids.Add(await StartAsync(lake, group, $"SELECT {i}"));
        }

        return ids;
    }
}
