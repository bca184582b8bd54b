using Tarn.Sources;
using Tarn.Sources.Postgres.Discovery;
using Tarn.Sources.Reading;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Sources.Postgres;

public sealed class DiscoveryTests(PostgresFixture postgres)
{
    private const string Shop =
        """
        CREATE SCHEMA "Old Shop";
        CREATE TABLE orders (
            order_id bigint, line integer, amount numeric(10, 2) NOT NULL, PRIMARY KEY (line, order_id));
        INSERT INTO orders SELECT i, 1, 1 FROM generate_series(1, 20000) i;
        CREATE TABLE events (at date, note text) PARTITION BY RANGE (at);
        CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
        INSERT INTO events SELECT '2024-02-01', i::text FROM generate_series(1, 11000) i;
        CREATE VIEW latest AS SELECT * FROM orders;
        CREATE TABLE "Old Shop"."Orders" (id integer PRIMARY KEY, tags text[]);
        ANALYZE
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tables_are_found_with_columns_keys_and_a_proposal()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Shop);

        IReadOnlyList<DiscoveredTable> tables = await PostgresDiscovery.RunAsync(rig.Definition, null, Token);

        Assert.Equal(
            ["Old Shop.Orders table", "public.events partitioned table", "public.latest view", "public.orders table"],
            tables.Select(table => $"{table.Schema}.{table.Name} {table.Kind}"));
        DiscoveredTable orders = tables[^1];
        Assert.Equal(["line", "order_id"], orders.Key);
        Assert.Equal(20_000L, orders.RowsAbout);
        Assert.Equal(new DiscoveredColumn("amount", "numeric(10,2)", "DECIMAL(10,2)", true), orders.Columns[2]);
        Assert.Equal((new SourceIncrement.Transactions(), SourceStrategy.Merge), (orders.Increment, orders.Strategy));
        Assert.All(tables, table => Assert.True(table.CanRead));
        Assert.Single(await PostgresDiscovery.RunAsync(rig.Definition, "Old Shop", Token));
    }

    [Fact]
    public async Task A_definition_to_begin_with_is_written()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Shop);
        IReadOnlyList<DiscoveredTable> tables = await PostgresDiscovery.RunAsync(rig.Definition, null, Token);

        string yaml = StartingDefinition.Write("${env:SHOP_DB}", "raw", tables);

        Assert.Equal(
            """
            kind: source
            type: postgres
            connection:
              url: "${env:SHOP_DB}"
            tables:
              "Old Shop.Orders":   # table, about 0 rows, 2 columns
                into: raw.orders
                key: [id]
                strategy: overwrite
              public.events:   # partitioned table, about 11,000 rows, 2 columns
                into: raw.events
                by: {xmin: true}
                strategy: changes
              public.latest:   # view, 3 columns
                into: raw.latest
                strategy: overwrite
              public.orders:   # table, about 20,000 rows, 3 columns
                into: raw.public_orders
                by: {xmin: true}
                key: [line, order_id]
                strategy: merge

            """.Replace("\r", "", StringComparison.Ordinal),
            yaml.Replace("view, about 0 rows,", "view,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_preview_shows_some_rows_of_the_wanted_columns()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Shop);
        SourceTable table = PostgresRig.Table("orders", SourceStrategy.Overwrite) with { Exclude = ["line"] };

        PreviewedRows preview = await PostgresPreview.RunAsync(rig.Definition, table, 3, Token);

        Assert.Equal(["order_id", "amount"], preview.Fields.Select(field => field.Name));
        Assert.Equal(3, preview.Rows.Count);
        Assert.Equal(["1", "1.00"], preview.Rows[0]);
    }

    [Fact]
    public async Task Who_may_read_a_table_but_not_its_parts_reads_it()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(
            postgres,
            Shop + "; DROP ROLE IF EXISTS parent_reader; CREATE ROLE parent_reader LOGIN PASSWORD 'p'; "
                + "GRANT SELECT ON events TO parent_reader; GRANT SELECT (line) ON orders TO parent_reader");
        rig.Settings = rig.Settings with
        {
            Server = rig.Settings.Server with { User = "parent_reader", Password = "p" },
        };
        SourceTable events = PostgresRig.Table("events", SourceStrategy.Changes, new SourceIncrement.Transactions());
        SourceTable lines = PostgresRig.Table("orders", SourceStrategy.Overwrite) with { Include = ["line"] };

        SourceExtraction first = await rig.ExtractAsync(events);
        await rig.RunAsync("INSERT INTO events VALUES ('2024-03-01', 'new')");
        SourceExtraction second = await rig.ExtractAsync(events, first.Next);

        Assert.Equal((11_000L, 1L), (first.Rows, second.Rows));
        Assert.Equal(20_000, (await rig.ExtractAsync(lines)).Rows);
        await rig.RunAsync("DROP OWNED BY parent_reader; DROP ROLE parent_reader");
    }

    [Fact]
    public async Task Tables_with_parts_and_old_names_are_read()
    {
        await using PostgresRig rig = await PostgresRig.OfNewDatabaseAsync(postgres, Shop);

        long events = (await rig.ExtractAsync(PostgresRig.Table("events", SourceStrategy.Overwrite))).Rows;
        long old = (await rig.ExtractAsync(PostgresRig.Table("Old Shop.Orders", SourceStrategy.Overwrite))).Rows;
        long view = (await rig.ExtractAsync(PostgresRig.Table("latest", SourceStrategy.Overwrite))).Rows;
        SourceTable few = PostgresRig.Table("few", SourceStrategy.Overwrite) with
        {
            Query = "SELECT * FROM orders WHERE order_id <= 7; ",
        };

        Assert.Equal((11_000L, 0L, 20_000L), (events, old, view));
        Assert.Equal(7, (await rig.ExtractAsync(few)).Rows);
    }
}
