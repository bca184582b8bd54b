using Tarn.Queries.Executions;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Executions;

/// <summary>What a server that starts makes of the records of earlier ones.</summary>
public sealed class ExecutionSweepTests
{
    private const string Folder = "executions/";

    [Fact]
    public async Task What_a_killed_server_left_is_written_down_as_failed()
    {
        ManualTimeProvider clock = new();
        await using ExecutionLake lake = await ExecutionLake.OpenAsync(clock);
        ExecutionRecord record = await RunAsync(lake, clock);
        string name = await UndoEndAsync(lake, record);

        await lake.RestartAsync();
        await lake.Executions.SweepAsync(CancellationToken.None);

        ExecutionRecord written = await ReadAsync(lake, name);
        Assert.Equal(ExecutionState.Failed, written.State);
        Assert.Equal(ExecutionFailure.Interrupted, written.Failure!.Reason);
    }

    [Fact]
    public async Task Records_that_an_earlier_sweep_settled_are_not_read_again()
    {
        ManualTimeProvider clock = new();
        await using ExecutionLake lake = await ExecutionLake.OpenAsync(clock);
        ExecutionRecord record = await RunAsync(lake, clock);
        await lake.RestartAsync();
        await lake.Executions.SweepAsync(CancellationToken.None);
        string name = await UndoEndAsync(lake, record);

        await lake.RestartAsync();
        await lake.Executions.SweepAsync(CancellationToken.None);

        Assert.Equal(ExecutionState.Queued, (await ReadAsync(lake, name)).State);
    }

    [Fact]
    public async Task Only_so_many_are_remembered_and_the_oldest_go_first()
    {
        ManualTimeProvider clock = new();
        await using ExecutionLake lake = await ExecutionLake.OpenAsync(clock, new ExecutionLimits { HistoryMax = 2 });
        List<string> ids = [];
        for (int i = 0; i < 4; i++)
        {
            ids.Add((await RunAsync(lake, clock)).Id);
        }

        await lake.Executions.SweepAsync(CancellationToken.None);

        Assert.Equal([ids[3], ids[2]], lake.Executions.List("primary", null, 10).Ids);
    }

    [Theory]
    [InlineData("upper")]
    [InlineData("B")]
    [InlineData("N")]
    [InlineData("P")]
    public async Task A_saved_query_is_found_by_its_id_in_no_other_spelling(string format)
    {
        await using ExecutionLake lake = await ExecutionLake.OpenAsync();
        SavedQueries queries = new(lake.Documents, [], new SequentialIdSource());
        string id = await queries.CreateAsync(
            new SavedQuery { Id = "", Name = "n", Database = "raw", Sql = "SELECT 1", WorkGroup = "primary" },
            token: null,
            CancellationToken.None);
        string other = format == "upper" ? id.ToUpperInvariant() : Guid.Parse(id).ToString(format);

        Assert.NotNull(await queries.FindAsync(id, CancellationToken.None));
        Assert.Null(await queries.FindAsync(other, CancellationToken.None));
    }

    private static async Task<ExecutionRecord> RunAsync(ExecutionLake lake, ManualTimeProvider clock)
    {
        ExecutionRecord record = await lake.RunAsync("SELECT 1 AS one");
        clock.Advance(TimeSpan.FromSeconds(1));
        return record;
    }

    /// <summary>As if the server had been killed while it ran.</summary>
    private static async Task<string> UndoEndAsync(ExecutionLake lake, ExecutionRecord record)
    {
        IReadOnlyList<string> names = await lake.Documents.ListAsync(Folder, CancellationToken.None);
        string name = names.Single(name => name.EndsWith(record.Id, StringComparison.Ordinal));
        await lake.Documents.PutAsync(
            name,
            record with { State = ExecutionState.Queued, Outcome = null, FinishedAt = null },
            ExecutionsJson.Default.ExecutionRecord,
            CancellationToken.None);
        return name;
    }

    private static async Task<ExecutionRecord> ReadAsync(ExecutionLake lake, string name)
    {
        Document<ExecutionRecord>? document = await lake.Documents.ReadAsync(
            name, ExecutionsJson.Default.ExecutionRecord, CancellationToken.None);
        return document!.Value;
    }
}
