using Tarn.Crawlers;
using Tarn.Crawlers.Stored;
using Tarn.Protocols.Aws.Glue.Crawlers;
using Tarn.Protocols.Aws.Wire;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.Glue.Crawlers;

public sealed class CrawlerInputsTests
{
    private static readonly StoredCrawler Bare = new() { Name = "c", Database = "", Targets = [] };

    [Theory]
    [InlineData(1, "", 0)]
    [InlineData(3, "", 2)]
    [InlineData(3, "a/", 1)]
    [InlineData(2, "a/", 0)]
    public void Levels_are_counted_from_the_bucket(int level, string prefix, int expected)
    {
        string configuration = $$$"""{"Version": 1.0, "Grouping": {"TableLevelConfiguration": {{{level}}}}}""";

        StoredCrawler crawler = CrawlerInputs.Put(Bare, InputOf(configuration, prefix));

        Assert.Equal(expected, crawler.TableLevel);
    }

    [Theory]
    [InlineData(1, "a/", "a/")]
    [InlineData(3, "a/", "a/b/")]
    public void A_level_that_is_not_the_same_below_all_targets_is_refused(int level, string one, string other)
    {
        string configuration = $$$"""{"Grouping": {"TableLevelConfiguration": {{{level}}}}}""";

        Assert.Throws<AwsException>(() => CrawlerInputs.Put(Bare, InputOf(configuration, one, other)));
    }

    [Fact]
    public void Columns_are_only_added_when_the_configuration_says_so()
    {
        string configuration = """{"CrawlerOutput": {"Tables": {"AddOrUpdateBehavior": "MergeNewColumns"}}}""";

        Assert.Equal(OnChange.AddOnly, CrawlerInputs.Put(Bare, InputOf(configuration, "a/")).OnChange);
        Assert.Equal(OnChange.Update, CrawlerInputs.Put(Bare, InputOf(configuration: null, "a/")).OnChange);
    }

    [Fact]
    public void Tables_of_Delta_are_targets()
    {
        CrawlerInput input = new()
        {
            Targets = new CrawlerTargets
            {
                DeltaTargets = [new DeltaTarget { DeltaTables = ["s3://raw/a/", "s3://raw/b"], WriteManifest = false }],
            },
        };

        Assert.Equal(["raw/a/", "raw/b/"], CrawlerInputs.Put(Bare, input).Targets.Select(target => target.ToString()));
    }

    [Fact]
    public void A_schedule_that_is_given_counts_until_it_is_switched_off()
    {
        CrawlerInput scheduled = InputOf(configuration: null, "a/") with { Schedule = "cron(0 2 * * ? *)" };

        StoredCrawler on = CrawlerInputs.Put(Bare, scheduled);
        StoredCrawler off = CrawlerInputs.Put(on with { IsScheduleOn = false }, scheduled);

        Assert.True(on.IsScheduleOn);
        Assert.False(off.IsScheduleOn);
    }

    private static CrawlerInput InputOf(string? configuration, params string[] prefixes) => new()
    {
        Configuration = configuration,
        Targets = new CrawlerTargets
        {
            S3Targets = [.. prefixes.Select(prefix => new CrawlerTarget { Path = $"s3://raw/{prefix}" })],
        },
    };
}
