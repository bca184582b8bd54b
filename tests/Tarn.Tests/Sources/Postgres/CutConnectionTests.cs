using Tarn.Common;
using Tarn.Sources;
using Tarn.Sources.Postgres.PrivateServer;
using Tarn.Sources.Reading;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Sources.Postgres;

/// <summary>Whatever happens to connections, the rows of the source are the rows of the table.</summary>
public sealed class CutConnectionTests(PostgresFixture postgres)
{
    private const int RowCount = 60_000;

    // A hash that both sides compute alike.
    private const string ServerHash =
        "SELECT count(*) || ':' || sum(('x' || substr(md5(id || ':' || note), 1, 8))::bit(32)::bigint) FROM events";

    private const string EngineHash =
        "SELECT count(*) || ':' || sum(('0x' || substr(md5(id || ':' || note), 1, 8))::BIGINT) FROM t";

    private static readonly string Events =
        $"""
        CREATE TABLE events AS
        SELECT i AS id, repeat(md5(i::text), 1 + i % 12) AS note FROM generate_series(1, {RowCount}) i;
        """;

    private static SourceTable Table => PostgresRig.Table("public.events", SourceStrategy.Overwrite);

    [Fact]
    public async Task Cuts_at_random_bytes_lose_and_double_no_row()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Events);
        object? expected = await rig.AskAsync(ServerHash);
        PrivatePostgres server = await postgres.GetAsync();
        await using CuttingProxy proxy = CuttingProxy.Start(server.Port);
        rig.Settings = rig.Settings with { Server = rig.Settings.Server with { Port = proxy.Port } };
        Random random = new(TestSeed.Read());
        for (int i = 0; i < 20; i++)
        {
            proxy.CutAfter(random.Next(1, 14_000_000));

            SourceExtraction extraction = await rig.ExtractAsync(Table);

            Assert.Equal(RowCount, extraction.Rows);
            Assert.Equal(expected, (await rig.ReadAsync(EngineHash, extraction))[0][0]);
            proxy.CutAfter(long.MaxValue);
        }

        Assert.InRange(proxy.Cuts, 12, 20);
    }

    [Fact]
    public async Task A_server_that_restarts_in_the_middle_is_read_again()
    {
        await using PrivatePostgres server = await PostgresFixture.StartOwnAsync();
        await using PostgresRig rig = new(server.ConnectionString);
        await rig.RunAsync(Events);
        object? expected = await rig.AskAsync(ServerHash);
        rig.Settings = rig.Settings with { RowsPerSecondMax = 40_000, RetriesMax = 8 };
        await using ISourceReading reading = await rig.OpenAsync(Table);
        Task<SourceExtraction> extracting = rig.ExtractAsync(reading, Table);
        while (rig.LastProgress is null)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await server.RestartAsync(isCrash: true, TestContext.Current.CancellationToken);
        SourceExtraction extraction = await extracting;

        Assert.Equal(expected, (await rig.ReadAsync(EngineHash, extraction))[0][0]);
    }

    [Fact]
    public async Task A_slow_server_is_waited_for()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Events);
        PrivatePostgres server = await postgres.GetAsync();
        await using CuttingProxy proxy = CuttingProxy.Start(server.Port);
        proxy.Delay = TimeSpan.FromMilliseconds(1);
        rig.Settings = rig.Settings with { Server = rig.Settings.Server with { Port = proxy.Port } };

        SourceExtraction extraction = await rig.ExtractAsync(Table);

        Assert.Equal(await rig.AskAsync(ServerHash), (await rig.ReadAsync(EngineHash, extraction))[0][0]);
    }

    [Fact]
    public async Task After_the_last_retry_the_error_says_where_and_nothing_of_the_password()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Events);
        PrivatePostgres server = await postgres.GetAsync();
        await using CuttingProxy proxy = CuttingProxy.Start(server.Port);
        rig.Settings = rig.Settings with
        {
            Server = rig.Settings.Server with { Port = proxy.Port },
            RetriesMax = 0,
        };
        proxy.CutAfter(5_000_000);

        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => rig.ExtractAsync(Table));

        Assert.Equal(ErrorCodes.SourceUnreachable, exception.Code);
        Assert.True(exception.IsTransient);
        Assert.Contains($"tarn@127.0.0.1:{proxy.Port}", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rig.Settings.Server.Password!, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_it_soon_and_leaves_no_connection()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Events);
        rig.Settings = rig.Settings with { RowsPerSecondMax = 1000 };
        using CancellationTokenSource cancellation = new();
        await using (ISourceReading reading = await rig.OpenAsync(Table))
        {
            Task<SourceExtraction> extracting = rig.ExtractAsync(reading, Table, null, cancellation.Token);
            while (rig.LastProgress is null)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => extracting);
        }

        await rig.WaitUntilAloneAsync();
    }
}
