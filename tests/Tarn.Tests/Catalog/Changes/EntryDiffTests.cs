using Tarn.Catalog.Changes;
using Tarn.Catalog.Entries;
using Tarn.Tests.Catalog.Entries;
using Xunit;

namespace Tarn.Tests.Catalog.Changes;

public sealed class EntryDiffTests
{
    [Fact]
    public void Equal_versions_have_no_differences() =>
        Assert.Empty(EntryDiff.Between(EntryRig.Events(), EntryRig.Events()));

    [Fact]
    public void Each_difference_is_a_line_that_people_can_read()
    {
        TableEntry before = EntryRig.Events() with
        {
            Properties = new Dictionary<string, string> { ["classification"] = "json", ["rows"] = "5" },
        };
        TableEntry after = before with
        {
            Owner = "ann",
            Columns =
            [
                new ColumnEntry("city", "string") { Comment = "town" }, new ColumnEntry("id", "double"),
                new ColumnEntry("zip", "string"),
            ],
            PartitionKeys = [new ColumnEntry("day", "date")],
            Storage = before.Storage! with { Prefix = "events2/", Format = DataFormat.Csv },
            Properties = new Dictionary<string, string> { ["rows"] = "6" },
        };

        Assert.Equal(
            [
                "+ owner ann",
                "~ location: lake-raw/events/ -> lake-raw/events2/",
                "~ format: json lines -> csv ','",
                "~ comment of city: where -> town",
                "~ column id: bigint -> double",
                "+ column zip string",
                "~ order of columns: id, city -> city, id",
                "- partition key hour int",
                "- property classification json",
                "~ property rows: 5 -> 6",
            ],
            EntryDiff.Between(before, after).Select(difference => difference.ToString()));
    }

    [Fact]
    public void Formats_of_text_are_told_in_words() => Assert.Equal(
        "csv tab without header, no quotes, latin-1, null NA",
        FormatText.Of(new StorageEntry
        {
            Bucket = "b",
            Prefix = "",
            Format = DataFormat.Csv,
            Csv = new DelimitedFormat
            {
                Delimiter = '\t',
                HasHeader = false,
                Quote = null,
                Encoding = "latin-1",
                NullValues = ["NA"],
            },
        }));

    [Fact]
    public void Whatever_readers_of_files_go_by_is_a_difference()
    {
        StorageEntry csv = new()
        {
            Bucket = "b",
            Prefix = "",
            Format = DataFormat.Csv,
            Csv = new DelimitedFormat(),
        };
        StorageEntry grok = csv with { Format = DataFormat.Grok, Grok = new GrokFormat("%{WORD:w}") };
        DelimitedFormat[] formats =
        [
            new() { Delimiter = ';' }, new() { Quote = '\'' }, new() { Quote = null }, new() { Escape = '\\' },
            new() { HasHeader = false }, new() { Encoding = "utf-16" }, new() { NullValues = ["NA"] },
        ];
        GrokFormat[] patterns =
        [
            new("%{INT:w}"), grok.Grok with { CustomPatterns = new Dictionary<string, string> { ["WORD"] = "x" } },
        ];

        Assert.All(formats, format => Assert.Single(Between(csv, csv with { Csv = format })));
        Assert.All(patterns, pattern => Assert.Single(Between(grok, grok with { Grok = pattern })));
        Assert.Single(Between(grok, grok with { Csv = new DelimitedFormat { Encoding = "latin-1" } }));
        Assert.Single(Between(csv, csv with { Suffixes = [".csv"] }));
        Assert.Single(Between(csv, csv with { Exclusions = ["old/**"] }));
    }

    private static IReadOnlyList<EntryDifference> Between(StorageEntry before, StorageEntry after) =>
        EntryDiff.Between(EntryRig.Events() with { Storage = before }, EntryRig.Events() with { Storage = after });
}
