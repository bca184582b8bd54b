using Npgsql;
using Tarn.Common;
using Tarn.Sources;
using Tarn.Sources.Reading;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Sources.Postgres;

public sealed class IncrementTests(PostgresFixture postgres)
{
    private const string Orders =
        """
        CREATE TABLE orders (id integer PRIMARY KEY, updated_at timestamptz, note text);
        INSERT INTO orders SELECT i, timestamptz '2024-01-01' + i * interval '1 minute', 'first'
        FROM generate_series(1, 100) i;
        """;

    private static readonly SourceTable ById =
        PostgresRig.Table("orders", SourceStrategy.Append, new SourceIncrement.Cursor("id"));

    private static readonly SourceTable ByTime = PostgresRig.Table(
        "orders",
        SourceStrategy.Changes,
        new SourceIncrement.Cursor("updated_at") { Lookback = TimeSpan.FromMinutes(10) });

    private static readonly SourceTable ByTransactions =
        PostgresRig.Table("orders", SourceStrategy.Changes, new SourceIncrement.Transactions());

    [Fact]
    public async Task By_a_cursor_only_what_is_above_it_is_read()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Orders);
        SourceExtraction first = await rig.ExtractAsync(ById);
        await rig.RunAsync("INSERT INTO orders VALUES (101, now(), 'second'), (50000, now(), 'second')");

        SourceExtraction second = await rig.ExtractAsync(ById, first.Next);
        SourceExtraction third = await rig.ExtractAsync(ById, second.Next);

        Assert.Equal((100L, true), (first.Rows, first.IsWhole));
        Assert.Equal((2L, false), (second.Rows, second.IsWhole));
        Assert.Equal((0L, false), (third.Rows, third.IsWhole));
        Assert.Empty(third.Files);
        Assert.Equal(second.Next, third.Next);
        Assert.Contains("50000", second.Next!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lookback_reads_what_is_a_little_older_again()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Orders);
        SourceExtraction first = await rig.ExtractAsync(ByTime);
        await rig.RunAsync(
            "INSERT INTO orders VALUES (101, '2024-01-01 01:35+00', 'late'), (102, 'infinity', 'never')");

        SourceExtraction second = await rig.ExtractAsync(ByTime, first.Next);

        object?[] row = (await rig.ReadAsync(
            "SELECT count(*), count(*) FILTER (note = 'late'), min(_change), max(_position) > 0 FROM t", second))[0];
        Assert.Equal([12L, 1L, "upsert", true], row);
        Assert.Contains("2024-01-01 01:40:00", second.Next!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_that_is_no_column_or_a_lookback_that_does_not_fit_is_told()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Orders);

        TarnException unknown = await Assert.ThrowsAsync<TarnException>(() => rig.ExtractAsync(
            ById with { Increment = new SourceIncrement.Cursor("changed_at") }));
        TarnException unfit = await Assert.ThrowsAsync<TarnException>(() => rig.ExtractAsync(
            ById with { Increment = new SourceIncrement.Cursor("id") { Lookback = TimeSpan.FromHours(1) } }));

        Assert.Equal(ErrorCodes.SourceUnfit, unknown.Code);
        Assert.Contains("'changed_at'", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("must be a number", unfit.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_transactions_changed_rows_are_read_and_old_ones_not()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Orders);
        SourceExtraction first = await rig.ExtractAsync(ByTransactions);
        SourceExtraction nothing = await rig.ExtractAsync(ByTransactions, first.Next);
        await rig.RunAsync(
            "UPDATE orders SET note = 'second' WHERE id <= 3; INSERT INTO orders VALUES (101, NULL, 'new')");

        SourceExtraction second = await rig.ExtractAsync(ByTransactions, nothing.Next);

        Assert.Equal((100L, 0L, 4L), (first.Rows, nothing.Rows, second.Rows));
        object?[] row = (await rig.ReadAsync(
            "SELECT count(DISTINCT _position), arg_max(note, _position) FROM t WHERE id = 1", first, second))[0];
        Assert.Equal([2L, "second"], row);
    }

    [Fact]
    public async Task Transactions_that_commit_late_are_never_missed()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(
            postgres, "CREATE TABLE orders (id integer PRIMARY KEY, note text)");
        Random random = new(TestSeed.Read());
        List<(NpgsqlConnection Connection, int CommitAt)> open = [];
        List<SourceExtraction> extractions = [];
        int id = 0;
        const int runs = 100;
        for (int run = 0; run < runs; run++)
        {
            open.Add((await BeginAsync(rig, ++id, random.Next(2) == 0), run + random.Next(0, 6)));
            await rig.RunAsync($"INSERT INTO orders VALUES ({++id}, 'at once')");
            foreach ((NpgsqlConnection connection, _) in open.FindAll(one => one.CommitAt <= run || run == runs - 1))
            {
                await CommitAsync(connection);
            }

            open.RemoveAll(one => one.CommitAt <= run);
            extractions.Add(await rig.ExtractAsync(ByTransactions, extractions.LastOrDefault()?.Next));
        }

        object?[] row = (await rig.ReadAsync(
            "SELECT count(DISTINCT id), count(DISTINCT (id, note)) FROM t", extractions))[0];
        Assert.Equal(await rig.AskAsync("SELECT count(*) FROM orders"), row[0]);
        Assert.Equal((long)id, row[0]);
        Assert.InRange(extractions.Sum(extraction => extraction.Rows), id, 20L * id);
    }

    [Fact]
    public async Task Columns_that_come_go_and_change_are_in_the_fields()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Orders);
        SourceExtraction first = await rig.ExtractAsync(ByTransactions);
        await rig.RunAsync(
            """
            ALTER TABLE orders DROP COLUMN updated_at; ALTER TABLE orders ADD COLUMN price numeric(8, 2) DEFAULT 5;
            ALTER TABLE orders ALTER id TYPE bigint
            """);

        SourceExtraction second = await rig.ExtractAsync(ByTransactions, first.Next);

        Assert.Equal(
            ["id BIGINT", "note VARCHAR", "price DECIMAL(8,2)"],
            second.Fields.Take(3).Select(field => $"{field.Name} {field.EngineType}"));
        object?[] row = (await rig.ReadAsync("SELECT count(*), min(price)::VARCHAR FROM t", second))[0];
        Assert.Equal([100L, "5.00"], row);
    }

    [Fact]
    public async Task A_table_that_was_made_anew_is_read_whole()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Orders);
        SourceExtraction first = await rig.ExtractAsync(ByTransactions);
        await rig.RunAsync("DROP TABLE orders; CREATE TABLE orders (id integer PRIMARY KEY, note text)");

        SourceExtraction second = await rig.ExtractAsync(ByTransactions, first.Next);

        Assert.Equal((0L, true), (second.Rows, second.IsWhole));
        Assert.Matches("\"server\":\"\\d+\"", first.Next!.ToString());
        Assert.Contains("new one", Assert.Single(second.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_tables_have_transactions()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(
            postgres, Orders + "CREATE VIEW latest AS SELECT * FROM orders");

        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => rig.ExtractAsync(ByTransactions with { Name = "latest" }));

        Assert.Equal(ErrorCodes.SourceUnfit, exception.Code);
    }

    /// <summary>A transaction that has written and stays open, some of them below a savepoint.</summary>
    private static async Task<NpgsqlConnection> BeginAsync(PostgresRig rig, int id, bool hasSavepoint)
    {
        NpgsqlConnection connection = await rig.ConnectAsync();
        await using NpgsqlCommand command = new(
            $"BEGIN; SELECT pg_current_xact_id(); {(hasSavepoint ? "SAVEPOINT a;" : "")} "
            + $"INSERT INTO orders VALUES ({id}, 'late')",
            connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private static async Task CommitAsync(NpgsqlConnection connection)
    {
        await using NpgsqlCommand command = new("COMMIT", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await connection.DisposeAsync();
    }
}
