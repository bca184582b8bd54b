using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Jobs;
using Tarn.Jobs.Runs;
using Tarn.Tables;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs.Extraction;

public sealed class SourceStepTests
{
    private const string Changes = "{by: {xmin: true}, key: [order_id]}";
    private const string AllOrders = "SELECT order_id, status, total FROM raw.orders ORDER BY ALL";

    [Fact]
    public async Task A_table_of_a_source_is_read_whole_and_then_only_what_changed()
    {
        using ShopLake lake = new(Changes);
        lake.Orders.Put(1, "'new'", "10").Put(2, "'new'", "20");

        StepReport first = (await lake.Rig.RunAsync()).Steps.Single();
        lake.Orders.Put(2, "'paid'", "20").Put(3, "'new'", "30").Delete(1);
        StepReport second = (await lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal(("raw.orders", "shop", "shop: public.orders"), (first.Table, first.Job, first.Source));
        Assert.Equal((RunState.Succeeded, 2L, 2L, 0L), (first.State, first.RowsIn, first.RowsOut, first.Version));
        Assert.Equal((RunState.Succeeded, 3L, 3L, 1L), (second.State, second.RowsIn, second.RowsOut, second.Version));
        Assert.Equal(
            ["1|upsert|new", "2|upsert|new", "2|upsert|paid", "3|upsert|new", "1|delete|null"],
            await lake.Rig.QueryAsync("SELECT order_id, _change, status FROM raw.orders ORDER BY _position"));
        Assert.Equal(5, lake.Source.Confirmed["public.orders"]);
    }

    [Fact]
    public async Task Nothing_new_leaves_the_table_alone()
    {
        using ShopLake lake = new(Changes);
        lake.Orders.Put(1, "'new'", "10");
        await lake.Rig.RunAsync();

        RunReport run = await lake.Rig.RunAsync();

        Assert.Equal(RunState.UpToDate, run.State);
        Assert.Equal((RunState.UpToDate, 0L), (run.Steps.Single().State, run.Steps.Single().Version));
    }

    [Fact]
    public async Task A_source_without_rows_makes_an_empty_table()
    {
        using ShopLake lake = new(Changes);

        await lake.Rig.RunAsync();

        Assert.Empty(await lake.Rig.QueryAsync(AllOrders));
    }

    [Fact]
    public async Task Merge_makes_the_table_equal_to_the_source()
    {
        using ShopLake lake = new("{by: {xmin: true}, key: [order_id], strategy: merge}");
        lake.Orders.Put(1, "'new'", "10").Put(2, "'new'", "20");
        await lake.Rig.RunAsync();
        lake.Orders.Put(2, "'paid'", "21").Put(3, "'new'", "30").Delete(1);

        StepReport second = (await lake.Rig.RunAsync()).Steps.Single();
        lake.Orders.Delete(3);
        StepReport third = (await lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal((3L, 2L, 1L), (second.RowsIn, second.RowsOut, second.RowsDeleted));
        Assert.Equal((1L, 0L, 1L), (third.RowsIn, third.RowsOut, third.RowsDeleted));
        Assert.Equal(["2|paid|21"], await lake.Rig.QueryAsync("SELECT * FROM raw.orders"));
    }

    [Fact]
    public async Task Append_adds_rows_and_overwrite_replaces_them()
    {
        using ShopLake lake = new("{by: {xmin: true}, strategy: append}");
        lake.Define("public.orders: {by: {xmin: true}, strategy: append}", "public.customers: {load: full}");
        lake.Source.Tables["public.customers"] = new FakeSourceTable(new TableField("id", "INTEGER")).Put(1).Put(2);
        lake.Orders.Put(1, "'new'", "10");
        await lake.Rig.RunAsync();
        lake.Orders.Put(2, "'new'", "20");
        lake.Source.Tables["public.customers"].Delete(1);

        await lake.Rig.RunAsync();

        Assert.Equal(["1|new|10", "2|new|20"], await lake.Rig.QueryAsync("SELECT * FROM raw.orders ORDER BY 1"));
        Assert.Equal(["2"], await lake.Rig.QueryAsync("SELECT * FROM raw.customers"));
    }

    [Fact]
    public async Task Models_come_after_the_tables_of_sources_that_they_read()
    {
        using ShopLake lake = new(Changes);
        lake.Rig.WriteModel("curated.totals", "job: orders-etl", "SELECT sum(total) AS total FROM staging.seen");
        lake.Rig.WriteModel("staging.seen", "materialized: view", "SELECT * FROM raw.orders");
        lake.Rig.WriteModel("curated.other", "job: other", "SELECT 1 AS one");
        lake.Orders.Put(1, "'new'", "10").Put(2, "'new'", "20");

        RunReport run = await lake.Rig.RunAsync(new RunRequest { Jobs = ["orders-etl"] });

        Assert.Equal(["raw.orders", "curated.totals"], run.Steps.Select(step => step.Table));
        Assert.Equal(["orders-etl"], run.Jobs);
        Assert.Equal(["30"], await lake.Rig.QueryAsync("SELECT total FROM curated.totals"));
    }

    [Fact]
    public async Task What_reads_from_a_source_that_failed_is_skipped_through_views_too()
    {
        using ShopLake lake = new(Changes);
        lake.Rig.WriteModel("curated.totals", "", "SELECT sum(total) AS total FROM staging.seen");
        lake.Rig.WriteModel("staging.seen", "materialized: view", "SELECT * FROM raw.orders");
        lake.Rig.WriteModel("curated.other", "", "SELECT 1 AS one");
        lake.Source.OpeningFailure = new TarnException(ErrorCodes.QueryFailed, "nobody answers");

        RunReport run = await lake.Rig.RunAsync();

        Assert.Equal(
            ["raw.orders Failed nobody answers", "curated.other Succeeded ", "curated.totals Skipped "],
            run.Steps.Select(step => $"{step.Table} {step.State} {step.Error}"));
    }

    [Theory]
    [InlineData("raw.orders", "raw.orders")]
    [InlineData("source:shop", "raw.customers raw.orders")]
    [InlineData("curated.totals", "raw.orders curated.totals")]
    [InlineData("raw.orders+", "raw.orders curated.totals")]
    public async Task Tables_of_sources_can_be_selected(string selection, string expected)
    {
        using ShopLake lake = new(Changes);
        lake.Define($"public.customers: {{}}", $"public.orders: {Changes}");
        lake.Source.Tables["public.customers"] = new FakeSourceTable(new TableField("id", "INTEGER")).Put(1);
        lake.Rig.WriteModel("curated.totals", "", "SELECT sum(total) AS total FROM raw.orders");
        lake.Orders.Put(1, "'new'", "10");

        RunReport run = await lake.Rig.RunAsync(selection);

        Assert.Equal(expected, string.Join(' ', run.Steps.Select(step => step.Table)));
        Assert.Equal(1, lake.Source.Readings);
    }

    [Fact]
    public async Task A_failed_extraction_moves_neither_table_nor_bookmark()
    {
        using ShopLake lake = new(Changes);
        lake.Orders.Put(1, "'new'", "10");
        await lake.Rig.RunAsync();
        lake.Orders.Put(2, "'new'", "20");
        lake.Source.Extracting = _ => throw new TarnException(ErrorCodes.QueryFailed, "connection lost");

        StepReport failed = (await lake.Rig.RunAsync()).Steps.Single();
        lake.Source.Extracting = _ => { };
        StepReport again = (await lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal((RunState.Failed, "connection lost"), (failed.State, failed.Error));
        Assert.StartsWith("sources/shop.yaml:5:", failed.ErrorLocation, StringComparison.Ordinal);
        Assert.Equal((RunState.Succeeded, 1L), (again.State, again.RowsOut));
        Assert.Equal(["1|new|10", "2|new|20"], await lake.Rig.QueryAsync(AllOrders));
    }

    [Fact]
    public async Task A_full_refresh_reads_all_of_it()
    {
        using ShopLake lake = new(Changes);
        lake.Orders.Put(1, "'new'", "10");
        await lake.Rig.RunAsync();
        lake.Orders.Put(1, "'paid'", "10");

        StepReport step = (await lake.Rig.RunAsync(new RunRequest { FullRefresh = true })).Steps.Single();

        Assert.Equal((RunState.Succeeded, 1L), (step.State, step.RowsOut));
        Assert.Equal(["1|paid|10"], await lake.Rig.QueryAsync(AllOrders));
    }

    [Fact]
    public async Task A_definition_that_changed_has_all_read()
    {
        using ShopLake lake = new(Changes);
        lake.Orders.Put(1, "'new'", "10").Put(2, "'new'", "20");
        await lake.Rig.RunAsync();
        lake.Define("public.orders: {by: {xmin: true}, key: [order_id], strategy: merge}");

        StepReport step = (await lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal(["the definition of shop: public.orders changed, so all of it is read"], step.Notes.Take(1));
        Assert.Equal(["1|new|10", "2|new|20"], await lake.Rig.QueryAsync("SELECT * FROM raw.orders ORDER BY 1"));
    }

    [Fact]
    public async Task A_cancelled_run_publishes_nothing()
    {
        using ShopLake lake = new(Changes);
        lake.Orders.Put(1, "'new'", "10");
        using CancellationTokenSource stop = new();
        lake.Source.Extracting = _ => stop.Cancel();
        using LakeHost host = await lake.Rig.OpenAsync();
        using JobRunner runner = await host.LockForRunsAsync(CancellationToken.None);

        RunReport run = await runner.RunAsync(new RunRequest(), new SilentObserver(), stop.Token);

        Assert.Equal(RunState.Cancelled, run.State);
        Assert.Null(await host.Bookmarks.ReadAsync(TableName.Parse("raw.orders"), CancellationToken.None));
    }
}
