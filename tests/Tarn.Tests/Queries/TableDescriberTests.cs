using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Testing;
using Tarn.Tests.Jobs;
using Xunit;

namespace Tarn.Tests.Queries;

public sealed class TableDescriberTests : IDisposable
{
    private readonly LakeRig _lake = EventsLake.Create();

    public TableDescriberTests()
    {
        _lake.Deliver("a", "1,2024-02-01,a,10", "2,2024-02-01,b,-5", "3,2024-02-02,c,2000");
        _lake.WriteModel(
            "staging.events",
            """
            materialized: table
            partition_by: [day]
            columns: {amount: What was paid}
            checks:
              - not_null: [id]
              - range: {column: amount, max: 1000, on_fail: quarantine}
            """,
            EventsLake.AllColumns);
        _lake.WriteModel(
            "curated.days",
            "materialized: view\ncolumns: {n: How many events}",
            "SELECT day, count(*) AS n FROM staging.events GROUP BY day");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_managed_table_is_described_from_its_log()
    {
        await _lake.RunAsync();

        TableDescription table = await DescribeAsync("staging.events");

        Assert.Equal((TableKind.Managed, "staging/events"), (table.Summary.Kind, table.Summary.Location));
        Assert.Equal((2L, 0L, 1L), (table.Summary.Rows, table.Summary.Version, table.Summary.Files));
        Assert.Equal(["day"], table.Summary.PartitionColumns);
        Assert.Equal(
            [
                new ColumnDescription("id", "BIGINT", false, null),
                new ColumnDescription("day", "DATE", true, null),
                new ColumnDescription("kind", "VARCHAR", true, null),
                new ColumnDescription("amount", "DOUBLE", true, "What was paid"),
            ],
            table.Columns);
    }

    [Fact]
    public async Task A_raw_table_is_described_from_its_definition_and_its_files()
    {
        TableDescription table = await DescribeAsync("raw.events");

        Assert.Equal((TableKind.Files, "raw/events/*.csv"), (table.Summary.Kind, table.Summary.Location));
        Assert.Equal((1L, null), (table.Summary.Files, table.Summary.Rows));
        Assert.Equal(
            ["id", "day", "kind", "amount", "_file", "_row", "_malformed"],
            table.Columns.Select(column => column.Name));
    }

    [Fact]
    public async Task A_view_has_the_columns_of_its_SELECT_once_its_tables_have_data()
    {
        TableDescription before = await DescribeAsync("curated.days");
        await _lake.RunAsync();
        TableDescription after = await DescribeAsync("curated.days");

        Assert.Equal([new ColumnDescription("n", null, null, "How many events")], before.Columns);
        Assert.Equal(
            [
                new ColumnDescription("day", "DATE", true, null),
                new ColumnDescription("n", "BIGINT", true, "How many events"),
            ],
            after.Columns);
    }

    [Fact]
    public async Task A_listing_leaves_out_a_quarantine_that_was_never_used()
    {
        string[] before = await ListAsync();
        await _lake.RunAsync();
        string[] after = await ListAsync();

        Assert.Equal(["curated.days View", "raw.events Files", "staging.events Managed"], before);
        Assert.Equal([.. before, "staging.events__quarantine Quarantine"], after);
    }

    [Fact]
    public async Task An_unknown_table_is_an_error_with_a_suggestion()
    {
        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => DescribeAsync("staging.event"));

        Assert.Equal((ErrorCodes.UnknownTable, "did you mean 'staging.events'?"), (exception.Code, exception.Hint));
    }

    private async Task<TableDescription> DescribeAsync(string table)
    {
        using LakeHost host = await _lake.OpenAsync();
        return await host.Descriptions.DescribeAsync(TableName.Parse(table), Token);
    }

    private async Task<string[]> ListAsync()
    {
        using LakeHost host = await _lake.OpenAsync();
        IReadOnlyList<TableSummary> tables = await host.Descriptions.SummarizeAllAsync(Token);
        return [.. tables.Select(table => $"{table.Name} {table.Kind}")];
    }
}
