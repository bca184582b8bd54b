using Tarn.Common;
using Tarn.Crawlers;
using Xunit;

namespace Tarn.Tests.Definitions;

public sealed class CrawlerFileTests : IDisposable
{
    private const string Start = "kind: crawler\ntargets: [{zone: raw, prefix: a}]\n";

    private readonly LakeDirectory _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_crawler_is_read_with_its_defaults()
    {
        _lake.Write("crawlers/events.yaml", "kind: crawler\ntargets:\n  - zone: raw\n    prefix: events\n");

        CrawlerDefinition crawler = Assert.Single((await _lake.LoadAsync()).Crawlers);

        Assert.Equal(("events", "raw"), (crawler.Name, crawler.Database));
        Assert.Equal("raw/events/", Assert.Single(crawler.Targets).ToString());
        Assert.Equal((OnChange.Update, OnDelete.Deprecate), (crawler.OnChange, crawler.OnDelete));
        Assert.Equal((TableGrouping.Folders, (int?)null), (crawler.Grouping, crawler.TableLevel));
    }

    [Fact]
    public async Task Everything_can_be_said()
    {
        _lake.Write("crawlers/all.yaml", """
            kind: crawler
            description: Everything
            database: found
            targets:
              - {zone: raw, prefix: a/, exclude: ['**/*.tmp']}
              - {zone: staging}
            sample: 64KiB
            table_prefix: x_
            grouping: similar
            table_level: 2
            on_change: add_only
            on_delete: delete
            schedule: cron(0 2 * * ? *)
            time_zone: Europe/Berlin
            on_arrival: true
            classifiers:
              - {name: app, files: '*.log', grok: '%{ID:id}', patterns: {ID: '[A-Z]+'}}
              - {name: semis, csv: {delimiter: ';', quote: "'", header: false}}
              - {name: js, json: true}
            """);

        CrawlerDefinition crawler = Assert.Single((await _lake.LoadAsync()).Crawlers);

        Assert.Equal(("found", 65536, "x_"), (crawler.Database, crawler.SampleBytesMax, crawler.TablePrefix));
        Assert.Equal(["raw/a/", "staging/"], crawler.Targets.Select(target => target.ToString()));
        Assert.Equal(["**/*.tmp"], crawler.Targets[0].Exclusions);
        Assert.Equal((TableGrouping.Similar, 2), (crawler.Grouping, crawler.TableLevel));
        Assert.Equal((OnChange.AddOnly, OnDelete.Delete), (crawler.OnChange, crawler.OnDelete));
        Assert.Equal("cron(0 2 * * ? *) Europe/Berlin", crawler.Schedule!.ToString());
        Assert.True(crawler.OnArrival);
        Assert.Equal(["app", "semis", "js"], crawler.Classifiers.Select(classifier => classifier.Name));
        CustomClassifier.Csv csv = Assert.IsType<CustomClassifier.Csv>(crawler.Classifiers[1]);
        Assert.Equal((';', '\'', false), (csv.Delimiter, csv.Quote, csv.HasHeader));
    }

    [Theory]
    [InlineData("targets: [{zone: raw}]\n", "TN2005", "crawler 'c' has no 'kind'")]
    [InlineData("kind: crawler\n", "TN2005", "crawler 'c' has no 'targets'")]
    [InlineData("kind: crawler\ntargets: raw\n", "TN2006", "'targets' must be a list, found 'raw'")]
    [InlineData("kind: crawler\ntargets: [raw]\n", "TN2006", "a target must be a map, found 'raw'")]
    [InlineData("kind: crawler\ntargets: [{zone: raww}]\n", "TN2006", "there is no zone 'raww'")]
    [InlineData("kind: crawler\ntargets: [{zone: raw, prefix: ../x}]\n", "TN2006", "'../x' is not a prefix")]
    [InlineData(Start + "on_chnge: log\n", "TN2004", "unknown key 'on_chnge'")]
    [InlineData(Start + "on_change: replace\n", "TN2006", "on_change is 'replace', which is none of its values")]
    [InlineData(Start + "schedule: daily\n", "TN2006", "'daily' is not a schedule")]
    [InlineData(Start + "schedule: 0 2 * * *\ntime_zone: Berlin\n", "TN2006", "there is no time zone 'Berlin'")]
    [InlineData(
        Start + "time_zone: Europe/Berlin\n", "TN2006", "'time_zone' is that of a schedule, and there is none")]
    [InlineData(Start + "on_arrival: sometimes\n", "TN2006", "on_arrival is 'sometimes', which is none of its values")]
    [InlineData(Start + "sample: 1GiB\n", "TN2006", "the sample is too small or too large")]
    [InlineData(Start + "classifiers: [{name: a}]\n", "TN2006", "a classifier is one of grok, csv and json, found 0")]
    [InlineData(
        Start + "classifiers: [{name: a, grok: '%{WRD:x}'}]\n",
        "TN2006",
        "grok pattern '%{WRD:x}': there is no pattern 'WRD'")]
    [InlineData(Start + "classifiers: [{name: a, csv: {delimiter: xx}}]\n", "TN2006", "delimiter is 'xx'")]
    public async Task Bad_crawlers_are_named_with_their_place(string yaml, string code, string message)
    {
        _lake.Write("crawlers/c.yaml", yaml);

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal((code, message), (error.Code, error.Message));
        Assert.Equal("crawlers/c.yaml", error.Location!.File);
    }

    [Fact]
    public async Task A_misspelt_key_is_told_with_the_nearest()
    {
        _lake.Write("crawlers/c.yaml", Start + "on_chnge: log\n");

        Assert.Equal("did you mean 'on_change'?", Assert.Single(await _lake.ErrorsAsync()).Label);
    }
}
