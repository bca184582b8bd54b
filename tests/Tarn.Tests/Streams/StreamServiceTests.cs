using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Tarn.Common;
using Tarn.State;
using Tarn.Storage;
using Tarn.Streams;
using Tarn.Streams.Delivery;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Streams;

public sealed class StreamServiceTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SequentialIdSource _ids = new();
    private readonly List<string> _failures = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Buckets Buckets => new(_directory.Sub("data"), TimeProvider.System, _ids);

    private DocumentStore Documents => new(_directory.Sub(".tarn"), _ids);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_is_put_is_delivered_in_order_under_a_name_like_those_of_Firehose()
    {
        await using StreamService streams = await StartAsync(Clicks());

        IReadOnlyList<PutOutcome> outcomes = await PutAsync(streams, "one", "two", "three");
        await streams.FlushAsync("clicks", Cancellation);

        Assert.Equal([1, 2, 3], outcomes.Select(outcome => outcome.Sequence));
        (string key, string content) = Assert.Single(await DeliveredAsync());
        Assert.Matches(
            @"^in/year=\d{4}/month=\d\d/day=\d\d/clicks-1-\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d-[0-9a-f-]{36}$", key);
        Assert.Equal("one\ntwo\nthree\n", content);
        StreamStatus status = streams.StatusOf("clicks");
        Assert.Equal((3, 11, 3, 1), (
            status.IncomingRecords, status.IncomingBytes, status.DeliveredRecords, status.DeliveredObjects));
        Assert.Equal((0, 0, TimeSpan.Zero), (status.WaitingRecords, status.WaitingBytes, status.OldestAge));
    }

    [Fact]
    public async Task A_buffer_that_is_full_is_delivered_before_its_time()
    {
        await using StreamService streams = await StartAsync(
            Clicks() with { Buffer = new BufferHints { Seconds = 900, Megabytes = 1 } });
        string half = new('x', 600_000);

        await PutAsync(streams, half, half, half);

        await WaitAsync(async () => (await DeliveredAsync()).Count == 1);
        Assert.Equal(1, streams.StatusOf("clicks").WaitingRecords);
    }

    [Fact]
    public async Task A_buffer_without_time_delivers_at_once()
    {
        await using StreamService streams = await StartAsync(
            Clicks() with { Buffer = new BufferHints { Seconds = 0, Megabytes = 128 } });

        await PutAsync(streams, "now");

        await WaitAsync(async () => (await DeliveredAsync()).Count == 1);
    }

    [Fact]
    public async Task What_waits_is_delivered_by_the_next_process_and_nothing_twice()
    {
        await using (StreamService streams = await StartAsync(Clicks()))
        {
            await PutAsync(streams, "early");
            await streams.FlushAsync("clicks", Cancellation);
            await PutAsync(streams, "late");
        }

        await using StreamService next = await StartAsync(Clicks());
        Assert.Equal(1, next.StatusOf("clicks").WaitingRecords);
        Assert.Equal(3, (await PutAsync(next, "later"))[0].Sequence);
        await next.FlushAsync("clicks", Cancellation);

        Assert.Equal(
            ["early\n", "late\nlater\n"],
            (await DeliveredAsync()).Select(found => found.Content).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_batch_that_was_begun_is_the_same_at_the_next_try()
    {
        await using (StreamService streams = await StartAsync(Clicks()))
        {
            await PutAsync(streams, "a", "b", "c");
            await streams.FlushAsync("clicks", Cancellation);
        }

        // As if the process had died after the object was put: the plan is there, and the stream has not advanced.
        DeliveryStates states = new(Documents);
        KnownStream known = (await Documents.ReadAsync(
            "streams/definitions/clicks", StreamsJson.Default.KnownStream, Cancellation))!.Value;
        DeliveryPlan plan = new() { First = 1, Last = 3, PlannedAt = DateTimeOffset.UnixEpoch, Stream = known };
        await states.WriteAsync("clicks", new DeliveryState { Plan = plan }, Cancellation);
        await using StreamService next = await StartAsync(Clicks() with
        {
            Destination = Clicks().Destination with { Prefix = "elsewhere/" },
        });
        await PutAsync(next, "d");
        await next.FlushAsync("clicks", Cancellation);

        IReadOnlyList<(string Key, string Content)> delivered = await DeliveredAsync();
        Assert.Equal(["d\n", "a\nb\nc\n"], delivered.Select(found => found.Content));
        Assert.StartsWith("elsewhere/", delivered[0].Key, StringComparison.Ordinal);
        Assert.Contains("/clicks-2-", delivered[0].Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_takes_nothing_holds_records_back_until_it_does()
    {
        await using StreamService streams = await StartAsync(Clicks());
        Directory.CreateDirectory(_directory.Sub("data"));
        await File.WriteAllTextAsync(_directory.Sub("data", "raw"), "in the way", Cancellation);
        await PutAsync(streams, "patient");
        Task flush = streams.FlushAsync("clicks", Cancellation);

        await WaitAsync(() => Task.FromResult(streams.StatusOf("clicks").FailedTries > 0));
        Assert.NotNull(streams.StatusOf("clicks").LastError);
        Assert.NotEmpty(_failures);
        File.Delete(_directory.Sub("data", "raw"));
        await flush;

        Assert.Equal("patient\n", Assert.Single(await DeliveredAsync()).Content);
        await WaitAsync(() => Task.FromResult(streams.StatusOf("clicks").LastError is null));
    }

    [Fact]
    public async Task Compressed_objects_say_so_in_their_names()
    {
        StreamDefinition clicks = Clicks();
        await using StreamService streams = await StartAsync(
            clicks with { Destination = clicks.Destination with { Compression = StreamCompression.Gzip } });
        await PutAsync(streams, "packed");
        await streams.FlushAsync("clicks", Cancellation);

        string path = Assert.Single(Files());
        Assert.EndsWith(".gz", path, StringComparison.Ordinal);
        await using GZipStream content = new(File.OpenRead(path), CompressionMode.Decompress);
        using StreamReader reader = new(content);
        Assert.Equal("packed\n", await reader.ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task A_record_that_is_too_large_does_not_stop_the_others()
    {
        await using StreamService streams = await StartAsync(Clicks());

        IReadOnlyList<PutOutcome> outcomes =
            await PutAsync(streams, "a", new string('x', StreamLimits.RecordBytesMax + 1), "b");

        Assert.Equal([1, 0, 2], outcomes.Select(outcome => outcome.Sequence));
        Assert.Equal(ErrorCodes.BadRecord, outcomes[1].ErrorCode);
        await streams.FlushAsync("clicks", Cancellation);
        Assert.Equal("a\nb\n", Assert.Single(await DeliveredAsync()).Content);
    }

    [Fact]
    public async Task What_is_over_the_limits_is_refused_and_counted()
    {
        await using StreamService streams = await StartAsync(
            Clicks() with { Limits = new StreamLimits { RecordsPerSecond = 2 } });
        await PutAsync(streams, "a", "b");

        TarnException refusal = await Assert.ThrowsAsync<TarnException>(() => PutAsync(streams, "c"));

        Assert.Equal(ErrorCodes.StreamBusy, refusal.Code);
        Assert.Equal((2, 1), (
            streams.StatusOf("clicks").IncomingRecords, streams.StatusOf("clicks").ThrottledRecords));
    }

    [Fact]
    public async Task Streams_of_clients_are_made_changed_and_removed()
    {
        Dictionary<string, string> tags = new() { ["team"] = "web" };
        await using (StreamService streams = await StartAsync())
        {
            await streams.CreateAsync(Clicks(), tags, details: null, Cancellation);
            await Assert.ThrowsAsync<TarnException>(
                () => streams.CreateAsync(Clicks(), tags, details: null, Cancellation));
        }

        await using StreamService next = await StartAsync();
        Assert.Equal("web", next.Get("clicks").Tags["team"]);
        KnownStream same = await next.UpdateAsync(
            "clicks", stream => stream with { Details = "{}" }, Cancellation);
        KnownStream changed = await next.UpdateAsync(
            "clicks",
            stream => stream with { Definition = stream.Definition with { Description = "of the shop" } },
            Cancellation);
        Assert.Equal((1, 2), (same.Version, changed.Version));
        await PutAsync(next, "last");

        await next.DeleteAsync("clicks", isForced: false, Cancellation);

        Assert.Equal("last\n", Assert.Single(await DeliveredAsync()).Content);
        Assert.Empty(next.List());
        Assert.Equal(
            ErrorCodes.UnknownName, Assert.Throws<TarnException>(() => next.StatusOf("clicks")).Code);
        Assert.False(Directory.Exists(_directory.Sub(".tarn", "streams", "clicks")));
    }

    [Fact]
    public async Task Streams_of_files_are_changed_in_their_files_only()
    {
        await using StreamService streams = await StartAsync(Clicks());

        TarnException refusal = await Assert.ThrowsAsync<TarnException>(
            () => streams.DeleteAsync("clicks", isForced: true, Cancellation));

        Assert.Equal(ErrorCodes.StatementNotAllowed, refusal.Code);
    }

    [Fact]
    public async Task A_stream_whose_file_is_gone_goes_when_nothing_of_it_waits()
    {
        await using (StreamService streams = await StartAsync(Clicks()))
        {
            await PutAsync(streams, "left");
        }

        await using (StreamService waiting = await StartAsync())
        {
            await waiting.FlushAsync("clicks", Cancellation);
        }

        await using StreamService next = await StartAsync();
        Assert.Empty(next.List());
        Assert.Equal("left\n", Assert.Single(await DeliveredAsync()).Content);
    }

    [Fact]
    public void Names_of_what_is_persisted_stay_as_they_are() => Assert.Equal(
        """{"name":"clicks","buffer":{"seconds":900,"megabytes":128},"destination":{"bucket":"raw","prefix":"in/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/","errorPrefix":"","compression":"None","timeZone":"UTC","appendsNewline":true,"partitionKeys":{}},"limits":{}}""",
        JsonSerializer.Serialize(Clicks(), StreamsJson.Default.StreamDefinition));

    private static StreamDefinition Clicks() => new()
    {
        Name = "clicks",
        Buffer = new BufferHints { Seconds = 900, Megabytes = 128 },
        Destination = new StreamDestination
        {
            Bucket = "raw",
            Prefix = "in/" + StreamDestination.DatedPrefix,
            AppendsNewline = true,
        },
    };

    private static Task<IReadOnlyList<PutOutcome>> PutAsync(StreamService streams, params string[] records) =>
        streams.PutAsync(
            "clicks", [.. records.Select(text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text))], Cancellation);

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), Cancellation);
        }
    }

    private Task<StreamService> StartAsync(params StreamDefinition[] ofFiles) => StreamService.StartAsync(
        new StreamsParts
        {
            Buckets = Buckets,
            Documents = Documents,
            StateDirectory = _directory.Sub(".tarn"),
            IdSource = _ids,
            TimeProvider = TimeProvider.System,
            Failed = (stream, exception) => _failures.Add($"{stream}: {exception.Message}"),
        },
        ofFiles,
        Cancellation);

    private IEnumerable<string> Files() => Directory
        .EnumerateFiles(_directory.Sub("data"), "*", SearchOption.AllDirectories)
        .Where(path => !path.Contains("/.tarn", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private async Task<IReadOnlyList<(string Key, string Content)>> DeliveredAsync()
    {
        List<(string, string)> delivered = [];
        IObjectStore bucket = Buckets.Get("raw");
        await foreach (ObjectInfo found in bucket.ListAsync("", Cancellation))
        {
            byte[] content = (await bucket.ReadAsync(found.Key, Cancellation))!;
            delivered.Add((found.Key, Encoding.UTF8.GetString(content)));
        }

        return delivered;
    }
}
