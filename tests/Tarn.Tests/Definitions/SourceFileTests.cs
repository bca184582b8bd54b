using Tarn.Common;
using Tarn.Definitions;
using Tarn.Sources;
using Tarn.Sources.Postgres;
using Xunit;

namespace Tarn.Tests.Definitions;

public sealed class SourceFileTests : IDisposable
{
    private const string Start =
        "kind: source\ntype: postgres\nconnection: {host: db, database: shop, user: reader}\n"
        + "tables:\n  public.orders: ";

    private readonly LakeDirectory _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_table_is_read_whole_unless_something_else_is_said()
    {
        PostgresSourceDefinition source = await ReadAsync(Start + "\n");

        SourceTable table = source.Tables.Single();
        Assert.Equal(("shop", true), (source.Name, source.IsConsistent));
        Assert.Equal(("public.orders", "raw.orders"), (table.Name, table.Into.ToString()));
        Assert.Equal((SourceStrategy.Overwrite, null), (table.Strategy, table.Increment));
        Assert.Equal(
            new PostgresConnectionSettings
            {
                Server = new PostgresServer { Host = "db", Database = "shop", User = "reader" },
            },
            source.Connection);
    }

    [Fact]
    public async Task Everything_can_be_said()
    {
        _lake.Write("secret", "p@ss\n");
        PostgresSourceDefinition source = await ReadAsync("""
            kind: source
            type: postgres
            description: The shop
            connection:
              url: "postgresql://reader:${file:secret}@db.example:6432/shop?sslmode=require"
              tls: verify_full
              root_certificate: certificates/root.pem
              replica: "postgresql://reader@replica/shop"
              timeouts: {connect: 5s, statement: 1h}
              retries: {max: 7, delay: 2s}
              rate: {rows: 200000}
              readers: 4
            snapshot: each
            tables:
              public.orders:
                into: staging.orders
                load: incremental
                by: {cursor: updated_at, lookback: 1h}
                key: [order_id]
                strategy: merge
                deletes: none
                columns: {exclude: [card]}
                on_schema_change: quarantine
              recent:
                query: SELECT ${1} FROM orders
                into: raw.recent
            """);

        PostgresConnectionSettings connection = source.Connection;
        Assert.Equal("reader@db.example:6432/shop", connection.Server.ToString());
        Assert.Equal(
            ("p@ss", "reader@replica:5432/shop"), (connection.Server.Password, connection.Replica!.ToString()));
        Assert.Equal((PostgresTls.VerifyFull, false), (connection.Tls, source.IsConsistent));
        Assert.Equal(Path.Combine(_lake.Path, "certificates/root.pem"), connection.RootCertificate);
        Assert.Equal((5, 3600, 7, 2), (
            connection.ConnectTimeout.TotalSeconds, connection.StatementTimeout.TotalSeconds, connection.RetriesMax,
            connection.RetryDelay.TotalSeconds));
        Assert.Equal((200000L, 4), (connection.RowsPerSecondMax, connection.Readers));
        SourceTable orders = source.Tables[0];
        Assert.Equal(
            new SourceIncrement.Cursor("updated_at") { Lookback = TimeSpan.FromHours(1) }, orders.Increment);
        Assert.Equal(("staging.orders", SourceStrategy.Merge, DeleteDetection.None, SchemaChange.Quarantine), (
            orders.Into.ToString(), orders.Strategy, orders.Deletes, orders.OnSchemaChange));
        Assert.Equal(["order_id", "card"], orders.Key.Concat(orders.Exclude));
        Assert.Equal("SELECT ${1} FROM orders", source.Tables[1].Query);
    }

    [Theory]
    [InlineData("{by: {xmin: true}, key: [id]}", SourceStrategy.Changes, DeleteDetection.Keys)]
    [InlineData("{by: {xmin: true}}", SourceStrategy.Changes, DeleteDetection.None)]
    [InlineData("{by: {cursor: at}, key: [id]}", SourceStrategy.Changes, DeleteDetection.None)]
    [InlineData("{by: {cursor: at}, key: [id], strategy: merge}", SourceStrategy.Merge, DeleteDetection.Keys)]
    [InlineData("{by: {slot: s}, key: [id], strategy: merge}", SourceStrategy.Merge, DeleteDetection.None)]
    [InlineData("{by: {cursor: id, lookback: 100}}", SourceStrategy.Changes, DeleteDetection.None)]
    public async Task What_is_not_said_follows_from_the_rest(
        string table, SourceStrategy strategy, DeleteDetection deletes)
    {
        SourceTable bound = (await ReadAsync(Start + table)).Tables.Single();

        Assert.Equal((strategy, deletes), (bound.Strategy, bound.Deletes));
    }

    [Theory]
    [InlineData("{load: incremental}", "5:19: TN2005: an incremental load needs 'by'")]
    [InlineData("{by: {}}", "5:19: TN2006: by says no way")]
    [InlineData("{by: {xmin: true, slot: s}}", "5:19: TN2006: by says more than one way")]
    [InlineData("{by: {cursr: at}}", "5:24: TN2004: unknown key 'cursr'")]
    [InlineData("{load: full, by: {xmin: true}}", "5:31: TN2006: by is for incremental loads")]
    [InlineData("{by: {xmin: true}, strategy: merge}", "5:37: TN2005: strategy merge needs 'key'")]
    [InlineData("{strategy: append}", "5:19: TN2006: a full load has all rows each time")]
    [InlineData("{by: {xmin: true}, strategy: overwrite}", "5:37: TN2006: strategy overwrite replaces the table")]
    [InlineData(
        "{by: {cursor: at, lookback: 1h}, strategy: append}",
        "5:19: TN2006: lookback reads rows again that were read before, and strategy append would have them twice")]
    [InlineData("{by: {cursor: at, lookback: soon}}", "5:46: TN2006: lookback is 'soon'")]
    [InlineData("{by: {xmin: true}, lookback: 1h}", "5:37: TN2004: unknown key 'lookback'")]
    [InlineData("{by: {xmin: true, lookback: 1h}}", "5:46: TN2006: lookback is for cursors")]
    [InlineData("{query: SELECT 1, by: {xmin: true}}", "5:36: TN2006: the rows of a query have no xmin and no slot")]
    [InlineData("{by: {xmin: true}, deletes: keys}", "5:37: TN2005: deletes: keys needs 'key'")]
    [InlineData("{deletes: keys, key: [id]}", "5:19: TN2006: deletes is for strategies changes and merge")]
    [InlineData("{by: {cursor: at}, columns: {exclude: [at]}}", "5:37: TN2006: column 'at' is needed and not read")]
    [InlineData("{columns: {include: [a], exclude: [b]}}", "5:43: TN2006: columns are both included and excluded")]
    [InlineData("{into: lost.orders}", "5:25: TN2006: table 'lost.orders' is in 'lost', which is no zone of this lake")]
    [InlineData("{into: raw.trips}", "5:25: TN2010: table 'raw.trips' is defined by lake.yaml and by")]
    [InlineData("orders", "5:18: TN2006: table 'public.orders' must be a map, found 'orders'")]
    public async Task What_is_wrong_with_a_table_is_told_at_its_place(string table, string expected)
    {
        _lake.Write("sources/shop.yaml", Start + table + "\n");

        Assert.StartsWith($"sources/shop.yaml:{expected}", await FirstErrorAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{url: \"postgresql://reader:secret@db/shop\"}", "TN2011: the password in url is written out")]
    [InlineData("{url: \"postgresql://db/shop?user=u&password=x\"}", "TN2011: the password in url is written out")]
    [InlineData("{host: db, database: d, user: u, password: secret}", "TN2011: password is written out")]
    [InlineData("{url: \"http://db/shop\"}", "TN2006: url cannot be used: it is not a URL that starts")]
    [InlineData("{url: \"postgresql://u@db\"}", "TN2006: url cannot be used: it names no database")]
    [InlineData("{url: \"postgresql://u@db/d?ssl=on\"}", "TN2006: url cannot be used: it has the parameter 'ssl'")]
    [InlineData("{url: \"postgresql://u@db/d?sslmode=maybe\"}", "TN2006: url cannot be used: its sslmode is none of")]
    [InlineData("{host: db, database: d}", "TN2005: connection has no 'user'")]
    [InlineData("{host: db, database: d, user: u, tls: verify}", "TN2006: tls is 'verify', which is none")]
    public async Task What_is_wrong_with_a_connection_is_told_without_its_password(string connection, string expected)
    {
        _lake.Write("sources/shop.yaml", $"kind: source\ntype: postgres\nconnection: {connection}\ntables: {{a: }}\n");

        string error = await FirstErrorAsync();

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_is_filled_by_a_source_or_a_model()
    {
        _lake.Write("sources/shop.yaml", Start + "{into: staging.orders}\n");
        _lake.Model("staging.orders", "", "SELECT * FROM raw.trips");

        Assert.Contains(
            "table 'staging.orders' is defined by sources/shop.yaml and by models/staging/orders.sql",
            await FirstErrorAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_may_read_what_sources_fill()
    {
        _lake.Write("sources/shop.yaml", Start + "\n");
        _lake.Model("curated.orders", "", "SELECT * FROM raw.orders");

        LakeDefinition lake = await _lake.LoadAsync();

        Assert.Equal(["raw.orders"], lake.Models.Single().Inputs.Select(input => input.ToString()));
    }

    private async Task<PostgresSourceDefinition> ReadAsync(string text)
    {
        _lake.Write("sources/shop.yaml", text);
        return Assert.IsType<PostgresSourceDefinition>((await _lake.LoadAsync()).Sources.Single());
    }

    private async Task<string> FirstErrorAsync()
    {
        Diagnostic error = (await _lake.ErrorsAsync())[0];
        return $"{error.Location}: {error.Code}: {error.Message}";
    }
}
