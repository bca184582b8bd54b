using Npgsql;
using Tarn.Sources;
using Tarn.Sources.Postgres.Discovery;
using Tarn.Sources.Postgres.PrivateServer;
using Tarn.Sources.Reading;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Sources.Postgres;

/// <summary>A server and a hot standby that follows it, which is read.</summary>
public sealed class ReplicaTests : IAsyncLifetime
{
    private PrivatePostgres _primary = null!;
    private PrivatePostgres _standby = null!;
    private NpgsqlDataSource _standbyDatabase = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static SourceTable ByTransactions => PostgresRig.Table(
        "orders", SourceStrategy.Changes, new SourceIncrement.Transactions(), "id");

    public async ValueTask InitializeAsync()
    {
        _primary = await PostgresFixture.StartOwnAsync();
        _standby = await PostgresFixture.StartStandbyAsync(_primary);
        _standbyDatabase = NpgsqlDataSource.Create(_standby.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _standbyDatabase.DisposeAsync();
        await _standby.DisposeAsync();
        await _primary.DisposeAsync();
    }

    [Fact]
    public async Task Rows_are_read_from_the_standby_in_ranges_and_by_transactions_and_none_is_missed()
    {
        await using PostgresRig rig = await OpenAsync(isReplicaRead: true);
        await CatchUpAsync(rig);
        SourceExtraction first = await rig.ExtractAsync(ByTransactions);
        NpgsqlConnection late = await rig.ConnectAsync();
        NpgsqlTransaction transaction = await late.BeginTransactionAsync(Token);
        await RunAsync(late, "INSERT INTO orders VALUES (100001, 'late')");
        await rig.RunAsync("INSERT INTO orders VALUES (100002, 'at once'); UPDATE orders SET note = 'x' WHERE id = 1");
        await CatchUpAsync(rig);
        SourceExtraction second = await rig.ExtractAsync(ByTransactions, first.Next);
        await transaction.CommitAsync(Token);
        await late.DisposeAsync();
        await CatchUpAsync(rig);

        SourceExtraction third = await rig.ExtractAsync(ByTransactions, second.Next);
        SourceExtraction nothing = await rig.ExtractAsync(ByTransactions, third.Next);

        Assert.Equal((100_000L, 2L, 0L), (first.Rows, second.Rows, nothing.Rows));
        object?[] all = (await rig.ReadAsync(
            "SELECT count(DISTINCT id), count(*) FILTER (note = 'late') FROM t", first, second, third))[0];
        Assert.Equal([100_002L, 1L], all);
    }

    [Fact]
    public async Task A_standby_that_is_behind_the_last_extraction_is_read_when_it_has_caught_up()
    {
        await using PostgresRig rig = await OpenAsync(isReplicaRead: false);
        await CatchUpAsync(rig);
        await AskStandbyAsync("SELECT pg_wal_replay_pause()");
        await rig.RunAsync("INSERT INTO orders VALUES (100001, 'first')");
        SourceExtraction ofPrimary = await rig.ExtractAsync(ByTransactions);
        await rig.RunAsync("INSERT INTO orders VALUES (100002, 'second')");
        ReadReplica(rig);

        SourceExtraction behind = await rig.ExtractAsync(ByTransactions, ofPrimary.Next);
        await AskStandbyAsync("SELECT pg_wal_replay_resume()");
        await CatchUpAsync(rig);
        SourceExtraction caughtUp = await rig.ExtractAsync(ByTransactions, behind.Next);

        Assert.Equal((100_001L, 0L), (ofPrimary.Rows, behind.Rows));
        Assert.Equal(ofPrimary.Next, behind.Next);
        Assert.Contains("the replica is behind the last extraction", behind.Notes);
        Assert.Equal("second", (await rig.ReadAsync("SELECT note FROM t WHERE id = 100002", caughtUp))[0][0]);
    }

    [Fact]
    public async Task A_probe_shows_both_servers()
    {
        await using PostgresRig rig = await OpenAsync(isReplicaRead: true);
        await CatchUpAsync(rig);

        ProbeReport report = await new PostgresProbe(TimeProvider.System).RunAsync(
            rig.Definition with { Tables = [ByTransactions] }, Token);

        Assert.True(report.IsGood);
        Assert.Equal([false, true], report.Servers.Select(server => server.IsReplica));
    }

    private async Task<PostgresRig> OpenAsync(bool isReplicaRead)
    {
        PostgresRig rig = new(_primary.ConnectionString);
        await rig.RunAsync(
            """
            CREATE TABLE orders (id integer PRIMARY KEY, note text);
            INSERT INTO orders SELECT i, repeat('n', 100) FROM generate_series(1, 100000) i;
            """);
        if (isReplicaRead)
        {
            ReadReplica(rig);
        }

        return rig;
    }

    private void ReadReplica(PostgresRig rig) => rig.Settings = rig.Settings with
    {
        Replica = rig.Settings.Server with { Port = _standby.Port },
    };

    /// <summary>Ends when the standby shows what is committed now.</summary>
    private async Task CatchUpAsync(PostgresRig rig)
    {
        string now = (string)(await rig.AskAsync("SELECT pg_current_wal_insert_lsn()::text"))!;
        while (await AskStandbyAsync($"SELECT pg_last_wal_replay_lsn() >= '{now}'::pg_lsn") is not true)
        {
            await Task.Delay(20, Token);
        }
    }

    private async Task<object?> AskStandbyAsync(string sql)
    {
        await using NpgsqlCommand command = _standbyDatabase.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Token);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }
}
