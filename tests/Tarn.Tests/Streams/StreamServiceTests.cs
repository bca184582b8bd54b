using System.IO.Compression;
using System.Text.Json;
using Tarn.Common;
using Tarn.Streams;
using Tarn.Streams.Delivery;
using Xunit;

namespace Tarn.Tests.Streams;

public sealed class StreamServiceTests : IDisposable
{
    private readonly StreamRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task What_is_put_is_delivered_in_order_under_a_name_like_those_of_Firehose()
    {
        await using StreamService streams = await _rig.StartAsync(StreamRig.Clicks);

        IReadOnlyList<PutOutcome> outcomes = await StreamRig.PutAsync(streams, "one", "two", "three");
        await streams.FlushAsync("clicks", Cancellation);

        Assert.Equal([1, 2, 3], outcomes.Select(outcome => outcome.Sequence));
        (string key, string content) = Assert.Single(await _rig.DeliveredAsync());
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
        await using StreamService streams = await _rig.StartAsync(
            StreamRig.Clicks with { Buffer = new BufferHints { Seconds = 900, Megabytes = 1 } });
        string half = new('x', 600_000);

        await StreamRig.PutAsync(streams, half, half, half);

        await StreamRig.WaitAsync(() => Task.FromResult(streams.StatusOf("clicks").WaitingRecords == 1));
        Assert.Equal(1_200_002, Assert.Single(await _rig.DeliveredAsync()).Content.Length);
    }

    [Fact]
    public async Task A_buffer_without_time_delivers_at_once()
    {
        await using StreamService streams = await _rig.StartAsync(
            StreamRig.Clicks with { Buffer = new BufferHints { Seconds = 0, Megabytes = 128 } });

        await StreamRig.PutAsync(streams, "now");

        await StreamRig.WaitAsync(async () => (await _rig.DeliveredAsync()).Count == 1);
    }

    [Fact]
    public async Task What_waits_is_delivered_by_the_next_process_and_nothing_twice()
    {
        await using (StreamService streams = await _rig.StartAsync(StreamRig.Clicks))
        {
            await StreamRig.PutAsync(streams, "early");
            await streams.FlushAsync("clicks", Cancellation);
            await StreamRig.PutAsync(streams, "late");
        }

        await using StreamService next = await _rig.StartAsync(StreamRig.Clicks);
        Assert.Equal(1, next.StatusOf("clicks").WaitingRecords);
        Assert.Equal(3, (await StreamRig.PutAsync(next, "later"))[0].Sequence);
        await next.FlushAsync("clicks", Cancellation);

        Assert.Equal(
            ["early\n", "late\nlater\n"],
            (await _rig.DeliveredAsync()).Select(found => found.Content).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_batch_that_was_begun_is_the_same_at_the_next_try()
    {
        await using (StreamService streams = await _rig.StartAsync(StreamRig.Clicks))
        {
            await StreamRig.PutAsync(streams, "a", "b", "c");
            await streams.FlushAsync("clicks", Cancellation);
        }

        // As if the process had died after the object was put: the plan is there, and the stream has not advanced.
        DeliveryStates states = new(_rig.Documents);
        KnownStream known = (await _rig.Documents.ReadAsync(
            "streams/definitions/clicks", StreamsJson.Default.KnownStream, Cancellation))!.Value;
        DeliveryPlan plan = new() { First = 1, Last = 3, PlannedAt = DateTimeOffset.UnixEpoch, Stream = known };
        await states.WriteAsync("clicks", new DeliveryState { Plan = plan }, Cancellation);
        await using StreamService next = await _rig.StartAsync(StreamRig.Clicks with
        {
            Destination = StreamRig.Clicks.Destination with { Prefix = "elsewhere/" },
        });
        await StreamRig.PutAsync(next, "d");
        await next.FlushAsync("clicks", Cancellation);

        IReadOnlyList<(string Key, string Content)> delivered = await _rig.DeliveredAsync();
        Assert.Equal(["d\n", "a\nb\nc\n"], delivered.Select(found => found.Content));
        Assert.StartsWith("elsewhere/", delivered[0].Key, StringComparison.Ordinal);
        Assert.Contains("/clicks-2-", delivered[0].Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_takes_nothing_holds_records_back_until_it_does()
    {
        await using StreamService streams = await _rig.StartAsync(StreamRig.Clicks);
        Directory.CreateDirectory(_rig.Sub("data"));
        await File.WriteAllTextAsync(_rig.Sub("data", "raw"), "in the way", Cancellation);
        await StreamRig.PutAsync(streams, "patient");
        Task flush = streams.FlushAsync("clicks", Cancellation);

        await StreamRig.WaitAsync(() => Task.FromResult(streams.StatusOf("clicks").FailedTries > 0));
        Assert.NotNull(streams.StatusOf("clicks").LastError);
        Assert.NotEmpty(_rig.Failures);
        File.Delete(_rig.Sub("data", "raw"));
        await flush;

        Assert.Equal("patient\n", Assert.Single(await _rig.DeliveredAsync()).Content);
        await StreamRig.WaitAsync(() => Task.FromResult(streams.StatusOf("clicks").LastError is null));
    }

    [Fact]
    public async Task Compressed_objects_say_so_in_their_names()
    {
        StreamDefinition clicks = StreamRig.Clicks;
        await using StreamService streams = await _rig.StartAsync(
            clicks with { Destination = clicks.Destination with { Compression = StreamCompression.Gzip } });
        await StreamRig.PutAsync(streams, "packed");
        await streams.FlushAsync("clicks", Cancellation);

        string path = Assert.Single(_rig.Files());
        Assert.EndsWith(".gz", path, StringComparison.Ordinal);
        await using GZipStream content = new(File.OpenRead(path), CompressionMode.Decompress);
        using StreamReader reader = new(content);
        Assert.Equal("packed\n", await reader.ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task A_record_that_is_too_large_does_not_stop_the_others()
    {
        await using StreamService streams = await _rig.StartAsync(StreamRig.Clicks);

        IReadOnlyList<PutOutcome> outcomes =
            await StreamRig.PutAsync(streams, "a", new string('x', StreamLimits.RecordBytesMax + 1), "b");

        Assert.Equal([1, 0, 2], outcomes.Select(outcome => outcome.Sequence));
        Assert.Equal(ErrorCodes.BadRecord, outcomes[1].ErrorCode);
        await streams.FlushAsync("clicks", Cancellation);
        Assert.Equal("a\nb\n", Assert.Single(await _rig.DeliveredAsync()).Content);
    }

    [Fact]
    public async Task What_is_over_the_limits_is_refused_and_counted()
    {
        await using StreamService streams = await _rig.StartAsync(
            StreamRig.Clicks with { Limits = new StreamLimits { RecordsPerSecond = 2 } });
        await StreamRig.PutAsync(streams, "a", "b");

        TarnException refusal = await Assert.ThrowsAsync<TarnException>(() => StreamRig.PutAsync(streams, "c"));

        Assert.Equal(ErrorCodes.StreamBusy, refusal.Code);
        Assert.Equal((2, 1), (
            streams.StatusOf("clicks").IncomingRecords, streams.StatusOf("clicks").ThrottledRecords));
    }

    [Fact]
    public async Task Streams_of_clients_are_made_changed_and_removed()
    {
        Dictionary<string, string> tags = new() { ["team"] = "web" };
        await using (StreamService streams = await _rig.StartAsync())
        {
            await streams.CreateAsync(StreamRig.Clicks, tags, details: null, Cancellation);
            await Assert.ThrowsAsync<TarnException>(
                () => streams.CreateAsync(StreamRig.Clicks, tags, details: null, Cancellation));
        }

        await using StreamService next = await _rig.StartAsync();
        Assert.Equal("web", next.Get("clicks").Tags["team"]);
        KnownStream same = await next.UpdateAsync(
            "clicks", stream => stream with { Details = "{}" }, Cancellation);
        KnownStream changed = await next.UpdateAsync(
            "clicks",
            stream => stream with { Definition = stream.Definition with { Description = "of the shop" } },
            Cancellation);
        Assert.Equal((1, 2), (same.Version, changed.Version));
        await StreamRig.PutAsync(next, "last");

        await next.DeleteAsync("clicks", isForced: false, Cancellation);

        Assert.Equal("last\n", Assert.Single(await _rig.DeliveredAsync()).Content);
        Assert.Empty(next.List());
        Assert.Equal(
            ErrorCodes.UnknownName, Assert.Throws<TarnException>(() => next.StatusOf("clicks")).Code);
        Assert.False(Directory.Exists(_rig.Sub(".tarn", "streams", "clicks")));
    }

    [Fact]
    public async Task Damage_of_all_that_waits_is_told_and_the_stream_goes_on()
    {
        await using (StreamService streams = await _rig.StartAsync(StreamRig.Clicks))
        {
            await StreamRig.PutAsync(streams, "a", "b", "c");
        }

        string path = Assert.Single(Directory.GetFiles(_rig.Sub(".tarn", "streams", "clicks"), "*.log"));
        byte[] bytes = await File.ReadAllBytesAsync(path, Cancellation);
        bytes[30] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Cancellation);
        await using StreamService next = await _rig.StartAsync(StreamRig.Clicks);

        await next.FlushAsync("clicks", Cancellation);
        await StreamRig.PutAsync(next, "d");
        await next.FlushAsync("clicks", Cancellation);

        Assert.Equal("d\n", Assert.Single(await _rig.DeliveredAsync()).Content);
        Assert.Single(next.StatusOf("clicks").Damages);
        Assert.Equal(0, next.StatusOf("clicks").WaitingRecords);
    }

    [Fact]
    public async Task A_plan_whose_log_is_gone_takes_nothing_of_what_comes()
    {
        await using (StreamService streams = await _rig.StartAsync(StreamRig.Clicks))
        {
            await StreamRig.PutAsync(streams, "gone");
        }

        KnownStream known = (await _rig.Documents.ReadAsync(
            "streams/definitions/clicks", StreamsJson.Default.KnownStream, Cancellation))!.Value;
        DeliveryPlan plan = new() { First = 1, Last = 200, PlannedAt = DateTimeOffset.UnixEpoch, Stream = known };
        await new DeliveryStates(_rig.Documents)
            .WriteAsync("clicks", new DeliveryState { Plan = plan }, Cancellation);
        Directory.Delete(_rig.Sub(".tarn", "streams", "clicks"), recursive: true);
        await using StreamService next = await _rig.StartAsync(StreamRig.Clicks);

        Assert.Equal(201, (await StreamRig.PutAsync(next, "new"))[0].Sequence);
        await next.FlushAsync("clicks", Cancellation);

        Assert.Contains("new\n", (await _rig.DeliveredAsync()).Select(found => found.Content));
    }

    [Fact]
    public async Task Streams_of_files_are_changed_in_their_files_only()
    {
        await using StreamService streams = await _rig.StartAsync(StreamRig.Clicks);

        TarnException refusal = await Assert.ThrowsAsync<TarnException>(
            () => streams.DeleteAsync("clicks", isForced: true, Cancellation));

        Assert.Equal(ErrorCodes.StatementNotAllowed, refusal.Code);
    }

    [Fact]
    public async Task A_stream_whose_file_is_gone_goes_when_nothing_of_it_waits()
    {
        await using (StreamService streams = await _rig.StartAsync(StreamRig.Clicks))
        {
            await StreamRig.PutAsync(streams, "left");
        }

        await using (StreamService waiting = await _rig.StartAsync())
        {
            await waiting.FlushAsync("clicks", Cancellation);
        }

        await using StreamService next = await _rig.StartAsync();
        Assert.Empty(next.List());
        Assert.Equal("left\n", Assert.Single(await _rig.DeliveredAsync()).Content);
    }

    [Fact]
    public void Names_of_what_is_persisted_stay_as_they_are() => Assert.Equal(
        """
        {"name":"clicks","buffer":{"seconds":900,"megabytes":128},
        "destination":{"bucket":"raw","prefix":"in/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/",
        "errorPrefix":"","compression":"None","timeZone":"UTC","appendsNewline":true,"partitionKeys":{}},"limits":{}}
        """.ReplaceLineEndings(""),
        JsonSerializer.Serialize(StreamRig.Clicks, StreamsJson.Default.StreamDefinition));
}
