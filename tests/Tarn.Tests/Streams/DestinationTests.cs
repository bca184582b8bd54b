using System.Text;
using System.Text.Json;
using Tarn.Streams;
using Tarn.Streams.Stages;
using Xunit;

namespace Tarn.Tests.Streams;

/// <summary>What destinations make of records on their way into objects.</summary>
public sealed class DestinationTests : IDisposable
{
    private static readonly StreamDestination Lines = StreamRig.Clicks.Destination with
    {
        Prefix = "ok/!{timestamp:yyyy}/",
        ErrorPrefix = "bad/!{firehose:error-output-type}/",
    };

    private readonly StreamRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Values_one_after_another_in_a_record_are_taken_apart()
    {
        StreamDestination destination = Lines with { Split = new RecordSplit(null) };

        IReadOnlyList<(string Key, string Content)> delivered = await _rig.DeliverAsync(
            destination, """{"a":1}{"a":2} [3]""" + "\n\"x\"", """{"a":4}""");

        Assert.Equal("{\"a\":1}\n{\"a\":2}\n[3]\n\"x\"\n{\"a\":4}\n", Assert.Single(delivered).Content);
    }

    [Fact]
    public async Task A_record_that_cannot_be_taken_apart_goes_to_the_errors_whole_and_the_others_on()
    {
        StreamDestination destination = Lines with { Split = new RecordSplit(null) };

        IReadOnlyList<(string Key, string Content)> delivered = await _rig.DeliverAsync(
            destination, """{"a":1}{"a":""", """{"a":2}""");

        Assert.Equal(["{\"a\":2}\n"], ContentsOf(delivered, "ok/"));
        JsonElement failed = Assert.Single(FailuresOf(delivered));
        Assert.Equal("""{"a":1}{"a":""", Encoding.UTF8.GetString(failed.GetProperty("rawData").GetBytesFromBase64()));
        Assert.Equal(1, failed.GetProperty("sequenceNumber").GetInt64());
        Assert.Contains("JSON", failed.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_with_a_delimiter_are_taken_apart_at_it()
    {
        StreamDestination destination = Lines with { Split = new RecordSplit("||") };

        IReadOnlyList<(string Key, string Content)> delivered = await _rig.DeliverAsync(destination, "a||b||", "||c");

        Assert.Equal("a\nb\nc\n", Assert.Single(delivered).Content);
    }

    [Fact]
    public async Task Objects_are_told_apart_by_values_of_records()
    {
        StreamDestination destination = Lines with
        {
            Prefix = "ok/shop=!{partitionKeyFromQuery:shop}/!{timestamp:yyyy}/",
            PartitionKeys = new Dictionary<string, string> { ["shop"] = ".shop.id" },
        };

        IReadOnlyList<(string Key, string Content)> delivered = await _rig.DeliverAsync(
            destination,
            """{"shop":{"id":7},"n":1}""",
            """{"shop":{"id":"x y"},"n":2}""",
            """{"shop":{"id":7},"n":3}""",
            """{"shop":{}}""",
            "no JSON",
            """{"shop":{"id":"\ud800"}}""");

        Assert.Equal(
            ["{\"shop\":{\"id\":7},\"n\":1}\n{\"shop\":{\"id\":7},\"n\":3}\n"], ContentsOf(delivered, "ok/shop=7/"));
        Assert.Equal(["{\"shop\":{\"id\":\"x y\"},\"n\":2}\n"], ContentsOf(delivered, "ok/shop=x y/"));
        Assert.Equal(
            [4, 5, 6], FailuresOf(delivered).Select(failed => failed.GetProperty("sequenceNumber").GetInt32()));
    }

    [Fact]
    public async Task A_batch_has_so_many_partitions_and_not_more()
    {
        StreamDestination destination = Lines with
        {
            Prefix = "ok/!{partitionKeyFromQuery:n}/!{timestamp:yyyy}/",
            PartitionKeys = new Dictionary<string, string> { ["n"] = ".n" },
        };

        IReadOnlyList<(string Key, string Content)> delivered = await _rig.DeliverAsync(
            destination, [.. Enumerable.Range(0, 510).Select(n => $$"""{"n":{{n}}}""")]);

        Assert.Equal(500, ContentsOf(delivered, "ok/").Count());
        Assert.Equal(10, FailuresOf(delivered).Count);
    }

    [Fact]
    public async Task Sql_makes_rows_of_the_records_of_a_batch()
    {
        StreamDestination destination = Lines with
        {
            Transform = new RecordTransform
            {
                Sql = """
                    SELECT data->>'id' AS id, CAST(data->>'price' AS DECIMAL(9, 2)) * 2 AS twice
                    FROM records WHERE data->>'type' = 'sale' ORDER BY sequence
                    """,
            },
        };

        IReadOnlyList<(string Key, string Content)> delivered = await _rig.DeliverAsync(
            destination,
            """{"id":"a","type":"sale","price":"1.25","ip":"10.0.0.1"}""",
            """{"id":"b","type":"view"}""",
            """{"id":"c","type":"sale","price":"2"}""");

        Assert.Equal(
            "{\"id\":\"a\",\"twice\":2.50}\n{\"id\":\"c\",\"twice\":4.00}\n", Assert.Single(delivered).Content);
    }

    [Fact]
    public async Task Records_that_the_sql_fails_with_are_found_among_the_others()
    {
        StreamDestination destination = Lines with
        {
            Transform = new RecordTransform
            {
                Sql = "SELECT CAST(data->>'n' AS INTEGER) AS n FROM records ORDER BY sequence",
            },
        };
        string[] records = [.. Enumerable.Range(1, 100).Select(n => $$"""{"n":"{{n}}"}""")];
        records[16] = """{"n":"x"}""";
        records[61] = "not JSON";
        records[80] = """{"n":"99999999999"}""";

        IReadOnlyList<(string Key, string Content)> delivered = await _rig.DeliverAsync(destination, records);

        Assert.Equal(97, ContentsOf(delivered, "ok/").Single().Count(letter => letter == '\n'));
        Assert.Equal(
            [17, 62, 81],
            FailuresOf(delivered).Select(failed => failed.GetProperty("sequenceNumber").GetInt32()).Order());
    }

    [Fact]
    public async Task A_function_of_the_host_makes_drops_or_fails_records()
    {
        _rig.Functions["shout"] = record => Encoding.UTF8.GetString(record.Data.Span) switch
        {
            "drop" => new FunctionResult.Dropped(),
            "fail" => new FunctionResult.ProcessingFailed("as asked"),
            "throw" => throw new InvalidOperationException("as asked, too"),
            string text => new FunctionResult.Ok(Encoding.UTF8.GetBytes(text.ToUpperInvariant()))
            {
                PartitionKeys = new Dictionary<string, string> { ["first"] = text[..1] },
            },
        };
        StreamDestination destination = Lines with
        {
            Prefix = "ok/!{partitionKeyFromLambda:first}/!{timestamp:yyyy}/",
            Transform = new RecordTransform { Function = "shout" },
        };

        IReadOnlyList<(string Key, string Content)> delivered = await _rig.DeliverAsync(
            destination, "apple", "drop", "fail", "bee", "throw");

        Assert.Equal(["APPLE\n"], ContentsOf(delivered, "ok/a/"));
        Assert.Equal(["BEE\n"], ContentsOf(delivered, "ok/b/"));
        Assert.Equal(
            ["as asked", "InvalidOperationException: as asked, too"],
            FailuresOf(delivered).Select(failed => failed.GetProperty("errorMessage").GetString()));
    }

    [Fact]
    public async Task Failed_records_are_counted_and_the_stream_goes_on()
    {
        await using StreamService streams = await _rig.StartAsync(
            StreamRig.Clicks with { Destination = Lines with { Split = new RecordSplit(null) } });
        await StreamRig.PutAsync(streams, "{}", "{", "[]");
        await streams.FlushAsync("clicks", Cancellation);
        await StreamRig.PutAsync(streams, "7");
        await streams.FlushAsync("clicks", Cancellation);

        StreamStatus status = streams.StatusOf("clicks");

        Assert.Equal((3, 1, 0), (status.DeliveredRecords, status.FailedRecords, status.WaitingRecords));
        Assert.Empty(_rig.Failures);
    }

    private static IEnumerable<string> ContentsOf(
        IReadOnlyList<(string Key, string Content)> delivered, string prefix) =>
        delivered.Where(found => found.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(found => found.Content);

    private static List<JsonElement> FailuresOf(IReadOnlyList<(string Key, string Content)> delivered) =>
    [
        .. ContentsOf(delivered, "bad/processing-failed/")
            .SelectMany(content => content.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(line => JsonDocument.Parse(line).RootElement.Clone()),
    ];
}
