using Tarn.Common;
using Tarn.Jobs.Runs;
using Tarn.Tables;
using Xunit;

namespace Tarn.Tests.Jobs.Extraction;

public sealed class SchemaDriftTests
{
    private static readonly TableField Id = new("order_id", "INTEGER");
    private static readonly TableField Status = new("status", "VARCHAR");
    private static readonly TableField Total = new("total", "INTEGER");

    [Theory]
    [InlineData("changes")]
    [InlineData("merge")]
    [InlineData("append")]
    public async Task New_columns_are_added_and_columns_that_are_gone_become_null(string strategy)
    {
        using ShopLake lake = await StartAsync($"strategy: {strategy}");
        lake.Orders.Fields = [Id, Total, new TableField("city", "VARCHAR")];
        lake.Orders.Put(2, "20", "'Ulm'");

        StepReport step = (await lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal(RunState.Succeeded, step.State);
        Assert.Contains("shop: public.orders: column 'city' (VARCHAR) is new", step.Notes);
        Assert.Contains("shop: public.orders: column 'status' is gone", step.Notes);
        Assert.Equal(
            ["1|new|10|null", "2|null|20|Ulm"],
            await lake.Rig.QueryAsync("SELECT order_id, status, total, city FROM raw.orders ORDER BY 1"));
    }

    [Fact]
    public async Task Values_of_another_type_are_taken_while_they_fit()
    {
        using ShopLake lake = await StartAsync("on_schema_change: add");
        lake.Orders.Fields = [Id, Status, Total with { EngineType = "BIGINT" }];
        lake.Orders.Put(2, "'new'", "20");
        StepReport fits = (await lake.Rig.RunAsync()).Steps.Single();
        lake.Orders.Put(3, "'new'", "30000000000");

        StepReport fails = (await lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal((RunState.Succeeded, 1L), (fits.State, fits.RowsOut));
        Assert.Equal((RunState.Failed, ErrorCodes.SourceSchemaChanged), (fails.State, fails.ErrorCode));
        Assert.Equal(
            "shop: public.orders no longer has the columns of raw.orders: column 'total' is BIGINT now, and INTEGER in "
            + "the table; 1 rows have values that the table's columns cannot take",
            fails.Error);
    }

    [Fact]
    public async Task Fail_publishes_nothing_until_somebody_has_looked()
    {
        using ShopLake lake = await StartAsync("on_schema_change: fail");
        lake.Orders.Fields = [Id, Status, Total, new TableField("city", "VARCHAR")];
        lake.Orders.Put(1, "'new'", "10", "NULL").Put(2, "'new'", "20", "'Ulm'");

        StepReport failed = (await lake.Rig.RunAsync()).Steps.Single();
        StepReport refreshed = (await lake.Rig.RunAsync(new RunRequest { FullRefresh = true })).Steps.Single();

        Assert.Equal((RunState.Failed, ErrorCodes.SourceSchemaChanged), (failed.State, failed.ErrorCode));
        Assert.Equal((RunState.Succeeded, 2L), (refreshed.State, refreshed.RowsOut));
        Assert.Equal(["null", "Ulm"], await lake.Rig.QueryAsync("SELECT city FROM raw.orders ORDER BY order_id"));
    }

    [Theory]
    [InlineData("changes")]
    [InlineData("merge")]
    public async Task Quarantine_takes_rows_that_do_not_fit(string strategy)
    {
        using ShopLake lake = await StartAsync($"on_schema_change: quarantine, strategy: {strategy}");
        lake.Orders.Fields = [Id, Status, Total, new TableField("city", "VARCHAR")];
        lake.Orders.Put(2, "'new'", "20", "NULL").Put(3, "'new'", "30", "'Ulm'");

        StepReport step = (await lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal((RunState.Succeeded, 2L, 1L, 1L), (step.State, step.RowsIn, step.RowsOut, step.RowsQuarantined));
        Assert.Equal(
            ["1", "2"], await lake.Rig.QueryAsync("SELECT order_id FROM raw.orders ORDER BY 1"));
        Assert.Equal(
            ["Ulm|schema_change|column 'city' (VARCHAR) is new"],
            await lake.Rig.QueryAsync(
                "SELECT json_extract_scalar(source_row, '$.city'), check_name, detail FROM raw.orders__quarantine"));
    }

    [Fact]
    public async Task A_full_refresh_takes_the_columns_of_the_source_and_empties_the_quarantine()
    {
        using ShopLake lake = await StartAsync("on_schema_change: quarantine");
        lake.Orders.Fields = [Id, Status, Total, new TableField("city", "VARCHAR")];
        lake.Orders.Put(1, "'new'", "10", "NULL").Put(2, "'new'", "20", "'Ulm'");
        await lake.Rig.RunAsync();

        StepReport step = (await lake.Rig.RunAsync(new RunRequest { FullRefresh = true })).Steps.Single();

        Assert.Equal((RunState.Succeeded, 2L, 0L), (step.State, step.RowsOut, step.RowsQuarantined));
        Assert.Equal(["null", "Ulm"], await lake.Rig.QueryAsync("SELECT city FROM raw.orders ORDER BY order_id"));
        Assert.Equal(["0"], await lake.Rig.QueryAsync("SELECT count(*) FROM raw.orders__quarantine"));
    }

    private static async Task<ShopLake> StartAsync(string settings)
    {
        ShopLake lake = new($"{{by: {{xmin: true}}, key: [order_id], {settings}}}");
        lake.Orders.Put(1, "'new'", "10");
        await lake.Rig.RunAsync();
        return lake;
    }
}
