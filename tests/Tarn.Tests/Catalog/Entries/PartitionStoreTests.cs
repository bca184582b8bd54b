using System.Globalization;
using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Engine.Parsing;
using Xunit;

namespace Tarn.Tests.Catalog.Entries;

public sealed class PartitionStoreTests : IDisposable
{
    private static readonly TableName Name = TableName.Parse("raw.events");
    private readonly EntryRig _rig = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Partitions_come_in_order_of_their_typed_values()
    {
        PartitionStore store = await CreateAsync("int");
        await store.AddAsync([Of("10"), Of("9"), Of(null), Of("x"), Of("01"), Of("1"), Of("-3")], None);

        PartitionPage page = await store.ListAsync(null, 100, None);

        Assert.Equal(["-3", "01", "1", "9", "10", "x", null], Values(page.Partitions));
        Assert.Null(page.NextPageToken);
    }

    [Fact]
    public async Task Pages_have_every_partition_once_however_many_chunks_there_are()
    {
        PartitionStore store = await CreateAsync("int");
        await store.AddAsync([.. Numbers(0, 5000)], None);
        List<string?> seen = [];
        string? token = null;
        do
        {
            PartitionPage page = await store.ListAsync(token, 700, None);
            seen.AddRange(Values(page.Partitions));
            token = page.NextPageToken;
        }
        while (token is not null);

        Assert.Equal(Values([.. Numbers(0, 5000)]), seen);
        Assert.Equal(5000, await store.CountAsync(None));
    }

    [Fact]
    public async Task Partitions_are_found_by_exactly_their_values()
    {
        PartitionStore store = await CreateAsync("int");
        await store.AddAsync([.. Numbers(0, 5000), Of(null), Of("x"), Of("01")], None);

        IReadOnlyList<PartitionEntry> found = await store.FindByValuesAsync(
            [["4999"], [null], ["01"], ["5000"], ["0"], ["y"]], None);

        Assert.Equal(["0", "01", "4999", null], Values(found));
    }

    [Fact]
    public async Task Partitions_are_not_looked_for_by_other_than_all_keys()
    {
        PartitionStore store = await CreateAsync("int");

        TarnException error = await Assert.ThrowsAsync<TarnException>(
            () => store.FindByValuesAsync([["1", "2"]], None));

        Assert.Equal(ErrorCodes.BadEntry, error.Code);
    }

    [Fact]
    public async Task A_partition_with_known_values_replaces_the_one_there()
    {
        PartitionStore store = await CreateAsync("int");
        await store.AddAsync([.. Numbers(0, 3000)], None);
        await store.AddAsync([new PartitionEntry(["1234"], "elsewhere/")], None);

        IReadOnlyList<PartitionEntry> found = await store.FindAsync([[Equal(1234L)]], None);

        Assert.Equal(["elsewhere/"], found.Select(entry => entry.Prefix));
        Assert.Equal(3000, await store.CountAsync(None));
    }

    [Fact]
    public async Task Removed_partitions_are_gone_and_the_others_stay()
    {
        PartitionStore store = await CreateAsync("int");
        await store.AddAsync([.. Numbers(0, 3000)], None);

        await store.RemoveAsync([.. Numbers(0, 2999).Select(entry => entry.Values), ["7777"]], None);

        Assert.Equal(["2999"], Values((await store.ListAsync(null, 10, None)).Partitions));
    }

    [Fact]
    public async Task Partitions_are_added_by_many_at_once()
    {
        PartitionStore store = await CreateAsync("int");

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(
            () => store.AddAsync([.. Numbers(i * 100, (i * 100) + 100)], None), None)));

        Assert.Equal(Values([.. Numbers(0, 600)]), Values((await store.ListAsync(null, 1000, None)).Partitions));
    }

    [Fact]
    public async Task A_change_of_the_keys_type_puts_them_in_the_new_order()
    {
        PartitionStore store = await CreateAsync("string");
        await store.AddAsync([Of("10"), Of("9")], None);
        Assert.Equal(["10", "9"], Values((await store.ListAsync(null, 10, None)).Partitions));
        TableEntry table = await _rig.Store.GetAsync(Name, None);
        await _rig.Store.UpdateAsync(table with { PartitionKeys = [new ColumnEntry("k", "int")] }, 1, None);
        Assert.Equal(["10"], Values(await store.FindAsync([[Equal(10L)]], None)));

        await store.AddAsync([Of("2")], None);

        Assert.Equal(["2", "9", "10"], Values((await store.ListAsync(null, 10, None)).Partitions));
    }

    [Fact]
    public async Task Facts_of_partitions_are_kept()
    {
        PartitionStore store = await CreateAsync("string");
        PartitionEntry odd = new(["a b/ü"], "some/where/else/")
        {
            CreatedAt = _rig.Time.GetUtcNow(),
            Properties = new Dictionary<string, string> { ["rows"] = "12" },
        };
        PartitionEntry plain = new(["b"], "events/k=b/");
        await store.AddAsync([plain, odd], None);

        Assert.Equivalent(new[] { odd, plain }, (await store.ListAsync(null, 10, None)).Partitions, strict: true);
    }

    [Fact]
    public async Task A_partition_must_have_a_value_for_each_key()
    {
        PartitionStore store = await CreateAsync("string");

        TarnException error = await Assert.ThrowsAsync<TarnException>(
            () => store.AddAsync([new PartitionEntry(["a", "b"], "x/")], None));

        Assert.Equal(ErrorCodes.BadEntry, error.Code);
        Assert.Contains("1 partition keys", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("WyJhIiwiYiJd")]
    [InlineData("!!")]
    public async Task A_page_token_of_something_else_is_refused(string token)
    {
        PartitionStore store = await CreateAsync("string");

        TarnException error = await Assert.ThrowsAsync<TarnException>(() => store.ListAsync(token, 10, None));

        Assert.Equal(ErrorCodes.BadArgument, error.Code);
    }

    private static ColumnPredicate Equal(object value) => new("K", PredicateOperator.Equal, [value]);

    private static PartitionEntry Of(string? value) => new([value], $"events/k={value}/");

    private static IEnumerable<PartitionEntry> Numbers(int from, int to) => Enumerable.Range(from, to - from)
        .Select(number => Of(number.ToString(CultureInfo.InvariantCulture)));

    private static IEnumerable<string?> Values(IReadOnlyList<PartitionEntry> entries) =>
        entries.Select(entry => entry.Values[0]);

    private async Task<PartitionStore> CreateAsync(string type)
    {
        await _rig.Store.CreateAsync(
            EntryRig.Events() with { PartitionKeys = [new ColumnEntry("k", type)] }, None);
        return _rig.Store.Partitions(Name);
    }
}
