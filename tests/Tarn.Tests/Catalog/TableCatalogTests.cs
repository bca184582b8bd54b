using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Queries;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Catalog;

public sealed class TableCatalogTests : IDisposable
{
    private readonly LakeRig _lake = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task An_open_lake_reads_entries_as_another_process_has_left_them()
    {
        using LakeHost host = await _lake.OpenAsync();
        await ChangeAsync(entries => entries.CreateAsync(View("curated.one", "SELECT 1 AS n"), None));
        Assert.Equal(1, await ReadAsync(host, "SELECT n FROM curated.one"));

        await ChangeAsync(entries => entries.UpdateAsync(View("curated.one", "SELECT 2 AS n"), 1, None));
        Assert.Equal(2, await ReadAsync(host, "SELECT n FROM curated.one"));

        await ChangeAsync(entries => entries.RenameAsync(Name("curated.one"), Name("curated.two"), None));
        TarnException error = await Assert.ThrowsAnyAsync<TarnException>(
            () => ReadAsync(host, "SELECT n FROM curated.one"));
        Assert.Equal(ErrorCodes.UnknownTable, error.Code);
        Assert.Equal(2, await ReadAsync(host, "SELECT n FROM curated.two"));
    }

    [Fact]
    public async Task A_name_that_becomes_taken_twice_cannot_be_used_any_more()
    {
        _lake.WriteModel("staging.numbers", "materialized: view", "SELECT 2 AS n");
        using LakeHost host = await _lake.OpenAsync();
        Assert.Equal(2, await ReadAsync(host, "SELECT n FROM staging.numbers"));

        await ChangeAsync(entries => entries.CreateAsync(View("staging.numbers", "SELECT 1 AS n"), None));

        TarnException error = await Assert.ThrowsAnyAsync<TarnException>(
            () => ReadAsync(host, "SELECT n FROM staging.numbers"));
        Assert.Equal(ErrorCodes.DuplicateTable, error.Code);
        Assert.Null(Assert.Single(await host.Tables.ListAsync(None)).Entry);
    }

    [Fact]
    public async Task A_damaged_entry_stops_only_what_reads_it()
    {
        await ChangeAsync(entries => entries.CreateAsync(View("curated.good", "SELECT 1 AS n"), None));
        await ChangeAsync(entries => entries.CreateAsync(View("curated.bad", "SELECT 2 AS n"), None));
        _lake.Write(".tarn/documents/catalog/tables/curated/bad.json", "{}");
        using LakeHost host = await _lake.OpenAsync();

        Assert.Equal(1, await ReadAsync(host, "SELECT n FROM curated.good"));
        TarnException error = await Assert.ThrowsAnyAsync<TarnException>(
            () => ReadAsync(host, "SELECT n FROM curated.bad"));
        Assert.Equal(ErrorCodes.StateCorrupt, error.Code);
        error = await Assert.ThrowsAnyAsync<TarnException>(() => host.Tables.ListAsync(None));
        Assert.Equal(ErrorCodes.StateCorrupt, error.Code);
    }

    [Fact]
    public async Task Definitions_and_entries_are_listed_in_one_order()
    {
        _lake.WriteModel("staging.b", "materialized: view", "SELECT 1 AS n");
        await ChangeAsync(entries => entries.CreateAsync(View("staging.c", "SELECT 1 AS n"), None));
        await ChangeAsync(entries => entries.CreateAsync(View("staging.a", "SELECT 1 AS n"), None));
        using LakeHost host = await _lake.OpenAsync();

        IReadOnlyList<CatalogTable> tables = await host.Tables.ListAsync(None);

        string[] expected = ["staging.a", "staging.b", "staging.c"];
        Assert.Equal(expected, tables.Select(table => table.Name.ToString()));
        Assert.Equal(expected, await host.Tables.ListNamesAsync(None));
    }

    [Fact]
    public async Task A_misspelled_name_is_answered_with_the_entry_that_was_meant()
    {
        await ChangeAsync(entries => entries.CreateAsync(View("curated.revenue", "SELECT 1 AS n"), None));
        using LakeHost host = await _lake.OpenAsync();

        TarnException error = await Assert.ThrowsAsync<TarnException>(
            () => host.Tables.GetAsync(Name("curated.revenu"), None));

        Assert.Equal(ErrorCodes.UnknownTable, error.Code);
        Assert.Contains("curated.revenue", error.Hint, StringComparison.Ordinal);
    }

    private static async Task<int> ReadAsync(LakeHost host, string sql)
    {
        await using QueryExecution query = await host.Queries.RunAsync(sql, new Dictionary<string, object?>(), None);
        int value = 0;
        await foreach (RowBatch batch in query.Rows.ReadBatchesAsync(None))
        {
            value = (int)batch.Columns[0].GetValue(0)!;
        }

        return value;
    }

    private static TableName Name(string text) => TableName.Parse(text);

    private static TableEntry View(string name, string sql) => new()
    {
        Name = Name(name),
        Kind = EntryKind.View,
        Columns = [],
        ViewSql = sql,
        CreatedAt = default,
        UpdatedAt = default,
    };

    private async Task ChangeAsync(Func<CatalogStore, Task> change)
    {
        using LakeHost host = await _lake.OpenAsync();
        await change(host.Entries);
    }
}
