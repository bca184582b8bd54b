using Npgsql;
using Tarn.Common;
using Tarn.Sources;
using Tarn.Sources.Reading;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Sources.Postgres;

public sealed class SnapshotTests(PostgresFixture postgres)
{
    private const string Accounts =
        """
        CREATE TABLE cash (id integer PRIMARY KEY, amount bigint);
        CREATE TABLE savings (id integer PRIMARY KEY, amount bigint);
        INSERT INTO cash SELECT i, 100 FROM generate_series(1, 1000) i;
        INSERT INTO savings SELECT i, 100 FROM generate_series(1, 1000) i;
        """;

    private static SourceTable Cash => PostgresRig.Table("public.cash", SourceStrategy.Overwrite);

    private static SourceTable Savings => PostgresRig.Table("savings", SourceStrategy.Overwrite);

    [Fact]
    public async Task Tables_of_a_reading_are_as_of_one_moment_while_others_write()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Accounts);
        using CancellationTokenSource end = new();
        Task writing = MoveMoneyAsync(rig, end.Token);
        for (int i = 0; i < 10; i++)
        {
            await using ISourceReading reading = await rig.OpenAsync(Cash, Savings);
            SourceExtraction cash = await rig.ExtractAsync(reading, Cash);
            SourceExtraction savings = await rig.ExtractAsync(reading, Savings);

            object? sum = (await rig.ReadAsync("SELECT sum(amount)::BIGINT FROM t", cash, savings))[0][0];
            Assert.Equal(200_000L, sum);
        }

        await end.CancelAsync();
        await writing;
        Assert.NotEqual(100_000m, await rig.AskAsync("SELECT sum(amount) FROM cash"));
    }

    [Fact]
    public async Task A_snapshot_for_each_table_sees_what_was_committed_between_them()
    {
        await using PostgresRig rig = new(await postgres.CreateDatabaseAsync()) { IsConsistent = false };
        await rig.RunAsync(Accounts);
        await using ISourceReading reading = await rig.OpenAsync(Cash, Savings);
        await rig.ExtractAsync(reading, Cash);
        await rig.RunAsync("DELETE FROM savings");

        SourceExtraction savings = await rig.ExtractAsync(reading, Savings);

        Assert.Equal(0, savings.Rows);
    }

    [Fact]
    public async Task A_snapshot_that_is_lost_after_a_table_was_read_ends_the_reading()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Accounts);
        await using ISourceReading reading = await rig.OpenAsync(Cash, Savings);
        await rig.ExtractAsync(reading, Cash);
        await EndSessionsAsync(rig);

        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => rig.ExtractAsync(reading, Savings));

        Assert.Equal(ErrorCodes.SourceSnapshotLost, exception.Code);
        Assert.True(exception.IsTransient);
    }

    [Fact]
    public async Task A_snapshot_that_is_lost_before_anything_was_read_is_taken_again()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Accounts);
        await using ISourceReading reading = await rig.OpenAsync(Cash);
        await EndSessionsAsync(rig);

        SourceExtraction extraction = await rig.ExtractAsync(reading, Cash);

        Assert.Equal(1000, extraction.Rows);
    }

    [Fact]
    public async Task Nothing_of_ours_stays_on_the_server()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Accounts);

        await rig.ExtractAsync(Cash);

        await rig.WaitUntilAloneAsync();
    }

    private static Task EndSessionsAsync(PostgresRig rig) => rig.RunAsync(
        """
        SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'tarn shop'
        """);

    private static async Task MoveMoneyAsync(PostgresRig rig, CancellationToken end)
    {
        await using NpgsqlConnection connection = await rig.ConnectAsync();
        for (int i = 1; !end.IsCancellationRequested; i = (i % 1000) + 1)
        {
            await using NpgsqlCommand command = new(
                $"""
                BEGIN; UPDATE cash SET amount = amount - 1 WHERE id = {i};
                UPDATE savings SET amount = amount + 1 WHERE id = {i}; COMMIT
                """,
                connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
