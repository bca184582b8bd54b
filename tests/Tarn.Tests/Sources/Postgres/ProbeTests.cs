using Tarn.Common;
using Tarn.Sources;
using Tarn.Sources.Postgres;
using Tarn.Sources.Postgres.Discovery;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Sources.Postgres;

public sealed class ProbeTests(PostgresFixture postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static SourceTable BySlot => PostgresRig.Table(
        "orders", SourceStrategy.Changes, new SourceIncrement.Slot("probe"), "id");

    [Fact]
    public async Task A_good_source_shows_its_server_and_tables()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(
            postgres, "CREATE TABLE orders (id integer PRIMARY KEY, note text)");

        ProbeReport report = await ProbeAsync(
            rig,
            PostgresRig.Table("orders", SourceStrategy.Changes, new SourceIncrement.Transactions()),
            BySlot);

        Assert.True(report.IsGood);
        ProbedServer server = Assert.Single(report.Servers);
        Assert.Equal((false, "logical", true), (server.IsReplica, server.WalLevel, server.CanReplicate));
        Assert.Null(server.Tls);
        Assert.InRange(server.ClockDifference, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
        Assert.Equal([2, 2], report.Tables.Select(table => table.Columns));
        Assert.Equal(0L, await rig.AskAsync("SELECT count(*) FROM pg_publication"));
    }

    [Fact]
    public async Task Each_table_that_cannot_be_read_says_why()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(
            postgres, "CREATE TABLE orders (id integer); CREATE VIEW latest AS SELECT * FROM orders");

        ProbeReport report = await ProbeAsync(
            rig,
            PostgresRig.Table("payments", SourceStrategy.Overwrite),
            PostgresRig.Table("orders", SourceStrategy.Overwrite) with { Exclude = ["card"] },
            PostgresRig.Table("latest", SourceStrategy.Changes, new SourceIncrement.Transactions()),
            PostgresRig.Table("orders", SourceStrategy.Append, new SourceIncrement.Cursor("changed_at")),
            BySlot,
            PostgresRig.Table("broken", SourceStrategy.Overwrite) with { Query = "SELECT * FROM nothing" });

        Assert.False(report.IsGood);
        Assert.All(report.Tables, table => Assert.Equal(ErrorCodes.SourceUnfit, table.Code));
        Assert.Collection(
            report.Tables.Select(table => table.Problem!),
            problem => Assert.Contains("no table 'payments'", problem, StringComparison.Ordinal),
            problem => Assert.Contains("no column 'card'", problem, StringComparison.Ordinal),
            problem => Assert.Contains("which transaction", problem, StringComparison.Ordinal),
            problem => Assert.Contains("'changed_at'", problem, StringComparison.Ordinal),
            problem => Assert.Contains("no replica identity", problem, StringComparison.Ordinal),
            problem => Assert.Contains("42P01", problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_right_is_told()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(
            postgres,
            """
            CREATE TABLE orders (id integer); CREATE TABLE secrets (id integer);
            DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD 'r3ader'; GRANT SELECT ON orders TO reader
            """);
        rig.Settings = rig.Settings with { Server = rig.Settings.Server with { User = "reader", Password = "r3ader" } };

        ProbeReport report = await ProbeAsync(
            rig,
            PostgresRig.Table("orders", SourceStrategy.Overwrite),
            PostgresRig.Table("secrets", SourceStrategy.Overwrite));

        Assert.Null(report.Tables[0].Problem);
        Assert.Equal(ErrorCodes.SourceRefused, report.Tables[1].Code);
        Assert.Contains("GRANT", report.Tables[1].Hint, StringComparison.Ordinal);
        await rig.RunAsync("DROP OWNED BY reader; DROP ROLE reader");
    }

    [Fact]
    public async Task Who_is_not_let_in_is_told_without_the_password()
    {
        await using PostgresRig rig = new(await postgres.CreateDatabaseAsync());
        rig.Settings = rig.Settings with { Server = rig.Settings.Server with { Password = "wr0ng-secret" } };

        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => ProbeAsync(rig));

        Assert.Equal((ErrorCodes.SourceRefused, false), (exception.Code, exception.IsTransient));
        Assert.Contains("28P01", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng-secret", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_a_port_and_a_host_that_are_not_there_are_told()
    {
        await using PostgresRig rig = new(await postgres.CreateDatabaseAsync());
        PostgresServer server = rig.Settings.Server;

        Assert.Equal((ErrorCodes.SourceRefused, false), await FailAsync(server with { Database = "nowhere" }));
        Assert.Equal((ErrorCodes.SourceUnreachable, true), await FailAsync(server with { Port = 1 }));
        Assert.Equal((ErrorCodes.SourceUnreachable, false), await FailAsync(server with { Host = "db.invalid" }));

        async Task<(string, bool)> FailAsync(PostgresServer other)
        {
            rig.Settings = rig.Settings with { Server = other };
            TarnException exception = await Assert.ThrowsAsync<TarnException>(() => ProbeAsync(rig));
            Assert.Contains(other.ToString(), exception.Message, StringComparison.Ordinal);
            return (exception.Code, exception.IsTransient);
        }
    }

    [Fact]
    public async Task A_server_without_TLS_is_refused_where_TLS_is_required()
    {
        await using PostgresRig rig = new(await postgres.CreateDatabaseAsync());
        rig.Settings = rig.Settings with { Tls = PostgresTls.Require };

        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => ProbeAsync(rig));

        Assert.Equal(ErrorCodes.SourceRefused, exception.Code);
    }

    private static Task<ProbeReport> ProbeAsync(PostgresRig rig, params IReadOnlyList<SourceTable> tables) =>
        new PostgresProbe(TimeProvider.System).RunAsync(rig.Definition with { Tables = tables }, Token);
}
