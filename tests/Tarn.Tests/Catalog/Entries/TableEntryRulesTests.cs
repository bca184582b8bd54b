using Tarn.Catalog.Entries;
using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Catalog.Entries;

public sealed class TableEntryRulesTests : IDisposable
{
    private readonly EntryRig _rig = new();

    public static TheoryData<string> Broken => new(Entries.Keys);

    private static Dictionary<string, TableEntry> Entries { get; } = new()
    {
        ["column 'ID' is there twice"] = EntryRig.Events() with
        {
            Columns = [new ColumnEntry("id", "int"), new ColumnEntry("ID", "int")],
        },
        ["column 'day' is there twice"] = EntryRig.Events() with { Columns = [new ColumnEntry("day", "int")] },
        ["column 'a': type 'strnig'"] = EntryRig.Events() with { Columns = [new ColumnEntry("a", "strnig")] },
        ["a view has SQL"] = EntryRig.Events() with { Kind = EntryKind.View },
        ["an external table says the format"] = EntryRig.Events() with
        {
            Storage = new StorageEntry { Bucket = "lake-raw", Prefix = "events/" },
        },
        ["no pattern is given"] = EntryRig.Events() with
        {
            Storage = new StorageEntry { Bucket = "lake-raw", Prefix = "logs/", Format = DataFormat.Grok },
        },
        ["each part at most 250 long"] = EntryRig.Events("raw." + new string('a', 251)),
        ["Delta's log knows its own"] = EntryRig.Events() with
        {
            Kind = EntryKind.Delta,
            Storage = new StorageEntry { Bucket = "lake-raw", Prefix = "t/" },
        },
    };

    public void Dispose() => _rig.Dispose();

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_broken_entry_is_refused_with_the_reason(string reason)
    {
        CancellationToken none = TestContext.Current.CancellationToken;

        TarnException error = await Assert.ThrowsAsync<TarnException>(
            () => _rig.Store.CreateAsync(Entries[reason], none));

        Assert.Equal(ErrorCodes.BadEntry, error.Code);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Empty(await _rig.Store.ListAsync(null, none));
    }
}
