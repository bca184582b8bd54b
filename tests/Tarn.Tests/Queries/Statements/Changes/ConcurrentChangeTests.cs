using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Queries.Limits;
using Tarn.Queries.Statements;
using Tarn.Queries.Statements.Changes;
using Tarn.Tables;
using Tarn.Tables.Rewriting;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Statements.Changes;

/// <summary>Statements that change the same table at the same time, or are stopped.</summary>
public sealed class ConcurrentChangeTests : IDisposable
{
    private readonly ChangeLake _lake = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Nothing_is_lost_when_two_processes_write()
    {
        await _lake.MakeAsync("SELECT 0 AS id, 0 AS n");

        // Each has read nothing of what the other does until its commit fails.
        await RaceAsync(
            8, "UPDATE curated.t SET n = n + 1", "INSERT INTO curated.t SELECT max(id) + 1, 0 FROM curated.t");

        Assert.Equal(
            ["0", "1", "2", "3", "4", "5", "6", "7", "8"], await _lake.RowsAsync("id"));
        Assert.Equal(["8"], await _lake.Lake.QueryAsync("SELECT n FROM curated.t WHERE id = 0"));
        Assert.Equal(16, (await _lake.LoadAsync()).Version);
    }

    [Fact]
    public async Task Merges_of_the_same_keys_insert_each_once()
    {
        await _lake.MakeAsync("SELECT 0 AS id, 0 AS n");
        const string merge = "MERGE INTO curated.t USING (SELECT i FROM UNNEST(sequence(0, 4)) AS s(i)) ON id = i "
            + "WHEN MATCHED THEN UPDATE SET n = n + 1 WHEN NOT MATCHED THEN INSERT VALUES (i, 1)";

        await RaceAsync(4, merge, merge);

        Assert.Equal(["0|8", "1|8", "2|8", "3|8", "4|8"], await _lake.RowsAsync());
    }

    [Fact]
    public async Task A_table_that_others_change_each_time_is_left_alone()
    {
        await _lake.MakeAsync("SELECT 0 AS id");
        using LakeHost host = await _lake.Lake.OpenAsync();
        ChangeTables tables = new(Parts(host));
        CatalogTable.Managed managed = await tables.FindAsync(
            new NamedPlace(TableName.Parse(ChangeLake.Table), 0), Cancellation);
        int attempts = 0;

        TarnException error = await Assert.ThrowsAsync<TarnException>(() => tables.CommitAsync(
            managed,
            async (table, _) =>
            {
                TableSnapshot read = await table.RequireAsync(Cancellation);
                TableWrite write = Write(read) with
                {
                    Mode = WriteMode.ReplaceFiles,
                    RemovedPaths = [read.Files[0].Path],
                };
                TableWrite faster = Write(read) with
                {
                    Properties = new Dictionary<string, string?> { ["attempt"] = $"{attempts++}" },
                };
                Assert.IsType<CommitResult.Committed>(await table.CommitAsync(faster, Cancellation));
                return new PreparedChange(new PreparedWrite(write, []), 1);
            }));

        Assert.Equal((ErrorCodes.TableConflict, true, 10), (error.Code, error.IsTransient, attempts));
        Assert.Equal(["0"], await _lake.RowsAsync());
    }

    [Fact]
    public async Task A_statement_whose_time_is_up_changes_nothing()
    {
        await _lake.MakeAsync("SELECT i AS id FROM range(1000) r(i)");
        string[] files = _lake.FilesOnDisk();
        using LakeHost host = await _lake.Lake.OpenAsync();
        StatementRunner runner = host.StatementsWithin(new QueryLimits { TimeMax = TimeSpan.FromMilliseconds(200) });
        Statement statement = StatementReader.Read(
            "DELETE FROM curated.t WHERE id < (SELECT count(*) FROM range(1000000) a, range(1000000) b "
            + "WHERE a.range * b.range % 7 = 3)");

        TarnException error = await Assert.ThrowsAsync<TarnException>(() => runner.RunAsync(statement, Cancellation));

        Assert.Equal(ErrorCodes.TimeLimit, error.Code);
        Assert.Equal(files, _lake.FilesOnDisk());
        Assert.Equal(0, (await _lake.LoadAsync()).Version);
    }

    [Fact]
    public async Task A_statement_that_may_not_read_as_much_changes_nothing()
    {
        await _lake.MakeAsync("SELECT i AS id FROM range(1000) r(i)");
        using LakeHost host = await _lake.Lake.OpenAsync();
        StatementRunner runner = host.StatementsWithin(new QueryLimits { ScannedBytesMax = 100 });

        TarnException error = await Assert.ThrowsAsync<TarnException>(
            () => runner.RunAsync(StatementReader.Read("UPDATE curated.t SET id = 0"), Cancellation));

        Assert.Equal(ErrorCodes.ScanLimit, error.Code);
    }

    private static TableWrite Write(TableSnapshot snapshot) => new()
    {
        Mode = WriteMode.Append,
        Fields = snapshot.Fields,
        PartitionColumns = snapshot.PartitionColumns,
        Added = [],
        ReadVersion = snapshot.Version,
        Operation = "TEST",
    };

    private StatementParts Parts(LakeHost host) => new()
    {
        Entries = host.Entries,
        Tables = host.Tables,
        Queries = host.Queries,
        Buckets = host.Buckets,
        Zones = host.Definition.Zones,
        IdSource = new SequentialIdSource(),
        ScratchDirectory = Path.Combine(_lake.Lake.Directory, ".tarn", "scratch", "parts"),
        ChangedBy = "test",
        TimeProvider = TimeProvider.System,
    };

    /// <summary>Runs both statements some times, each in a lake of its own that remembers what it has read.</summary>
    private async Task RaceAsync(int times, string first, string second)
    {
        using LakeHost one = await _lake.Lake.OpenAsync();
        using LakeHost other = await _lake.Lake.OpenAsync();
        await Task.WhenAll(RepeatAsync(one, first, times), RepeatAsync(other, second, times));
    }

    private static async Task RepeatAsync(LakeHost host, string sql, int times)
    {
        for (int i = 0; i < times; i++)
        {
            await host.Statements.RunAsync(StatementReader.Read(sql), Cancellation);
        }
    }
}
