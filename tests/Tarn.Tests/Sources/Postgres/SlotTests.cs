using Tarn.Common;
using Tarn.Sources;
using Tarn.Sources.Reading;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Sources.Postgres;

public sealed class SlotTests(PostgresFixture postgres)
{
    private const string Orders =
        """
        CREATE TABLE orders (id integer PRIMARY KEY, note text, body text);
        ALTER TABLE orders ALTER body SET STORAGE EXTERNAL;
        INSERT INTO orders SELECT i, 'first', NULL FROM generate_series(1, 10) i;
        """;

    // What a table holds of which a change is known: the last version of each key that is not deleted.
    private const string LatestSql =
        """
        SELECT id, note, length(body) FROM (
            SELECT *, row_number() OVER (PARTITION BY id ORDER BY _position DESC) AS age FROM t)
        WHERE age = 1 AND _change = 'upsert' ORDER BY id
        """;

    [Fact]
    public async Task Inserts_updates_and_deletes_come_once_and_in_order()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Orders);
        SourceTable table = Table("slot_changes");
        SourceExtraction first = await rig.RunAsync(table);
        await rig.RunAsync(
            """
            INSERT INTO orders VALUES (11, 'new', NULL); UPDATE orders SET note = 'second' WHERE id = 1;
            DELETE FROM orders WHERE id = 2; UPDATE orders SET note = 'third' WHERE id = 1;
            DELETE FROM orders WHERE id = 3; INSERT INTO orders VALUES (3, 'again', NULL);
            UPDATE orders SET id = 40 WHERE id = 4
            """);

        SourceExtraction second = await rig.RunAsync(table);
        SourceExtraction third = await rig.RunAsync(table);

        Assert.Equal((10L, true), (first.Rows, first.IsWhole));
        Assert.Equal((8L, false), (second.Rows, second.IsWhole));
        Assert.Equal(0, third.Rows);
        await RequireSameAsync(rig, first, second);
        object?[] row = (await rig.ReadAsync(
            "SELECT count(DISTINCT _position), min(_position) > 0, string_agg(_change, ' ' ORDER BY _position) FROM t",
            second))[0];
        Assert.Equal([8L, true, "upsert upsert delete upsert delete upsert delete upsert"], row);
        await DropAsync(rig, "slot_changes");
    }

    [Fact]
    public async Task What_is_not_confirmed_is_told_again_and_what_was_read_is_not()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Orders);
        SourceTable table = Table("slot_resume");
        SourceExtraction first = await rig.ExtractAsync(table);
        await rig.RunAsync("DELETE FROM orders WHERE id = 1");

        SourceExtraction once = await rig.ExtractAsync(table, first.Next);
        SourceExtraction twice = await rig.ExtractAsync(table, first.Next);
        await rig.RunAsync("DELETE FROM orders WHERE id = 2");
        SourceExtraction later = await rig.ExtractAsync(table, twice.Next);

        Assert.Equal((1L, 1L, 1L), (once.Rows, twice.Rows, later.Rows));
        await RequireSameAsync(rig, first, twice, later);
        await DropAsync(rig, "slot_resume");
    }

    [Fact]
    public async Task Transactions_that_are_open_while_the_table_is_read_first_are_not_missed()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Orders);
        SourceTable table = Table("slot_open");
        await using ISourceReading reading = await rig.OpenAsync(table);
        await rig.RunAsync("INSERT INTO orders VALUES (100, 'between', NULL)");

        SourceExtraction first = await rig.ExtractAsync(reading, table);
        await rig.RunAsync("INSERT INTO orders VALUES (101, 'after', NULL)");
        SourceExtraction second = await rig.ExtractAsync(table, first.Next);

        Assert.Equal((10L, 2L), (first.Rows, second.Rows));
        await RequireSameAsync(rig, first, second);
        await DropAsync(rig, "slot_open");
    }

    [Fact]
    public async Task A_table_that_was_emptied_is_read_whole()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Orders);
        SourceTable table = Table("slot_truncate");
        await rig.RunAsync(table);
        await rig.RunAsync(
            "UPDATE orders SET note = 'gone'; TRUNCATE orders; INSERT INTO orders VALUES (1, 'anew', NULL)");

        SourceExtraction second = await rig.RunAsync(table);
        await rig.RunAsync("INSERT INTO orders VALUES (2, 'after', NULL)");
        SourceExtraction third = await rig.RunAsync(table);

        Assert.Equal((1L, true), (second.Rows, second.IsWhole));
        Assert.False(third.IsWhole);
        await RequireSameAsync(rig, second, third);
        await DropAsync(rig, "slot_truncate");
    }

    [Fact]
    public async Task Long_values_that_an_update_leaves_are_looked_up()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(
            postgres, Orders + "UPDATE orders SET body = repeat('x', 100000) WHERE id <= 3;");
        SourceTable table = Table("slot_long");
        SourceExtraction first = await rig.RunAsync(table);
        await rig.RunAsync(
            """
            UPDATE orders SET note = 'second' WHERE id <= 2;
            UPDATE orders SET note = 'third' WHERE id = 3; DELETE FROM orders WHERE id = 3
            """);

        SourceExtraction second = await rig.RunAsync(table);

        await RequireSameAsync(rig, first, second);
        Assert.Equal(3L, (await rig.ReadAsync("SELECT count(*) FROM t", second))[0][0]);
        await DropAsync(rig, "slot_long");
    }

    [Fact]
    public async Task Long_values_come_with_the_old_row_where_the_replica_identity_is_full()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(
            postgres,
            Orders + "ALTER TABLE orders REPLICA IDENTITY FULL; UPDATE orders SET body = repeat('x', 100000)");
        SourceTable table = Table("slot_full");
        SourceExtraction first = await rig.RunAsync(table);
        await rig.RunAsync(
            """
            UPDATE orders SET note = 'second' WHERE id = 1; UPDATE orders SET body = NULL, note = 'none' WHERE id = 1;
            UPDATE orders SET id = 20 WHERE id = 2; DELETE FROM orders WHERE id = 3
            """);

        SourceExtraction second = await rig.RunAsync(table);

        await RequireSameAsync(rig, first, second);
        Assert.Equal(5L, second.Rows);
        object?[] row = (await rig.ReadAsync("SELECT length(body) FROM t WHERE note = 'second'", second))[0];
        Assert.Equal(100_000L, row[0]);
        await DropAsync(rig, "slot_full");
    }

    [Fact]
    public async Task The_slot_moves_on_to_what_all_its_tables_have_confirmed()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(
            postgres, Orders + "CREATE TABLE lines (id integer PRIMARY KEY, note text);");
        SourceTable orders = Table("slot_shared");
        SourceTable lines = orders with { Name = "lines", Into = TableName.Parse("raw.lines") };
        await rig.RunAsync(orders);
        await rig.RunAsync(lines);
        object? before = await rig.AskAsync(ConfirmedSql("slot_shared"));
        await rig.RunAsync("INSERT INTO orders VALUES (11, 'x', NULL); INSERT INTO lines VALUES (1, 'y')");

        await rig.RunAsync(orders);
        object? one = await rig.AskAsync(ConfirmedSql("slot_shared"));
        SourceExtraction second = await rig.RunAsync(lines);
        object? both = await rig.AskAsync(ConfirmedSql("slot_shared"));

        Assert.Equal(before, one);
        Assert.NotEqual(before, both);
        Assert.Equal(1, second.Rows);
        await DropAsync(rig, "slot_shared");
    }

    [Fact]
    public async Task Columns_may_come_and_go_between_runs()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Orders);
        SourceTable table = Table("slot_columns");
        await rig.RunAsync(table);
        await rig.RunAsync(
            """
            INSERT INTO orders VALUES (11, 'old', 'gone');
            ALTER TABLE orders DROP COLUMN body; ALTER TABLE orders ADD COLUMN price numeric(8, 2) DEFAULT 5;
            INSERT INTO orders VALUES (12, 'new', 7.5)
            """);

        SourceExtraction second = await rig.RunAsync(table);

        Assert.Equal(["id", "note", "price"], second.Fields.Take(3).Select(field => field.Name));
        IReadOnlyList<object?[]> rows = await rig.ReadAsync(
            "SELECT id, note, price::VARCHAR FROM t ORDER BY id", second);
        Assert.Equal([[11, "old", null], [12, "new", "7.50"]], rows);
        await DropAsync(rig, "slot_columns");
    }

    [Fact]
    public async Task A_slot_that_is_gone_is_told()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Orders);
        SourceTable table = Table("slot_gone");
        await rig.RunAsync(table);
        await DropAsync(rig, "slot_gone");

        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => rig.RunAsync(table));

        Assert.Equal(ErrorCodes.SourcePositionLost, exception.Code);
        Assert.Contains("bookmark reset raw.orders", exception.Hint, StringComparison.Ordinal);
        await DropAsync(rig, "slot_gone");
    }

    [Fact]
    public async Task A_table_whose_deletes_could_not_be_told_is_refused_before_anything_is_made()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(
            postgres, "CREATE TABLE orders (id integer)");

        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => rig.RunAsync(Table("slot_refused")));

        Assert.Equal(ErrorCodes.SourceUnfit, exception.Code);
        Assert.Equal(0L, await rig.AskAsync("SELECT count(*) FROM pg_publication"));
        Assert.Null(await rig.AskAsync(ConfirmedSql("slot_refused")));
    }

    private static SourceTable Table(string slot) => PostgresRig.Table(
        "public.orders", SourceStrategy.Changes, new SourceIncrement.Slot(slot), "id");

    private static string ConfirmedSql(string slot) =>
        $"SELECT confirmed_flush_lsn::text FROM pg_replication_slots WHERE slot_name = '{slot}'";

    /// <summary>A server has a limited number of slots, and tests share it.</summary>
    private static Task DropAsync(PostgresRig rig, string slot) =>
        rig.RunAsync($"SELECT pg_drop_replication_slot('{slot}')");

    private static async Task RequireSameAsync(PostgresRig rig, params IReadOnlyList<SourceExtraction> extractions)
    {
        IReadOnlyList<object?[]> rows = await rig.ReadAsync(LatestSql, extractions);
        object? expected = await rig.AskAsync(
            "SELECT array_agg(concat_ws(',', id, note, length(body)) ORDER BY id) FROM orders");
        Assert.Equal(
            (string[])expected!, rows.Select(row => string.Join(',', row.Where(value => value is not null))));
    }
}
