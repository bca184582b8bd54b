using System.Text;
using Tarn.Storage;
using Tarn.Storage.Events;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Storage.Events;

public sealed class ObjectEventLogTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly Buckets _buckets;

    public ObjectEventLogTests()
    {
        _buckets = new Buckets(_directory.Sub("data"), _clock, new SequentialIdSource());
        Directory.CreateDirectory(State);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string State => _directory.Sub(".tarn");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_happens_in_a_bucket_with_listeners_is_kept_in_order()
    {
        await using (await OpenAsync())
        {
            await PutAsync("heard", "a", "12345");
            await PutAsync("unheard", "a", "1");
            await _buckets.Get("heard").DeleteAsync(["a", "never"], Cancellation);
        }

        IReadOnlyList<ObjectEvent> events = await ReadAsync();

        Assert.Equal(["ObjectCreated:Put heard/a 5", "ObjectRemoved:Delete heard/a "], events.Select(Text));
        Assert.Equal([1, 2], events.Select(told => told.Sequence));
        Assert.Equal(_clock.GetUtcNow(), events[0].At);
    }

    [Fact]
    public async Task A_clean_end_misses_nothing_and_sequences_go_on()
    {
        await using (await OpenAsync())
        {
            await PutAsync("heard", "a", "1");
        }

        await using (await OpenAsync())
        {
            await PutAsync("heard", "b", "1");
        }

        Assert.Equal(["ObjectCreated:Put heard/a 1", "ObjectCreated:Put heard/b 1"], (await ReadAsync()).Select(Text));
        Assert.Equal([1, 3], (await ReadAsync()).Select(told => told.Sequence));
    }

    [Fact]
    public async Task After_a_process_that_died_listeners_are_told_that_events_may_be_missing()
    {
        ObjectEventLog first = await OpenAsync();
        await PutAsync("heard", "a", "1");
        await WaitForAsync(1);
        string dead = Path.Join(_directory.Sub("dead"), "events.log");
        Directory.CreateDirectory(Path.GetDirectoryName(dead)!);
        File.Copy(Path.Join(State, "events.log"), dead);
        await first.DisposeAsync();
        File.Copy(dead, Path.Join(State, "events.log"), overwrite: true);
        List<ObjectEvent> told = [];

        await using (await OpenAsync(told))
        {
            await PutAsync("heard", "b", "1");
        }

        Assert.Equal(
            ["ObjectCreated:Put heard/a 1", "Events:Missed / ", "ObjectCreated:Put heard/b 1"],
            (await ReadAsync()).Select(Text));
        Assert.Equal(["Events:Missed / ", "ObjectCreated:Put heard/b 1"], told.Where(IsNoEnd).Select(Text));
        Assert.Equal([2, 3], told.Where(IsNoEnd).Select(found => found.Sequence));
    }

    [Fact]
    public async Task Files_that_are_taken_in_are_told_of_one_by_one()
    {
        await using (await OpenAsync())
        {
            string[] paths = [_directory.Sub("one"), _directory.Sub("two")];
            foreach (string path in paths)
            {
                await File.WriteAllTextAsync(path, "x", Cancellation);
            }

            await _buckets.Get("heard").MoveInManyAsync([(paths[0], "1"), (paths[1], "2")], Cancellation);
        }

        Assert.Equal(["ObjectCreated:Put heard/1 ", "ObjectCreated:Put heard/2 "], (await ReadAsync()).Select(Text));
    }

    [Fact]
    public async Task The_oldest_events_are_forgotten()
    {
        int more = (int)(ObjectEventLog.EventsMax / 5 * 6) + 10;
        ObjectEventLog log = await OpenAsync();
        for (int i = 0; i < more; i += ObjectEventLog.WaitingMax)
        {
            for (int j = i; j < Math.Min(more, i + ObjectEventLog.WaitingMax); j++)
            {
                _buckets.Events.Removed(ObjectEventNames.Delete, "heard", $"{j}", versionId: null);
            }

            await WaitForAsync(Math.Min(more, i + ObjectEventLog.WaitingMax));
        }

        await log.DisposeAsync();

        IReadOnlyList<ObjectEvent> left = await ReadAsync();
        Assert.InRange(left.Count, ObjectEventLog.EventsMax - 1, ObjectEventLog.EventsMax + 2_000);
        Assert.Equal(more, left[^1].Sequence);
    }

    [Theory]
    [InlineData("s3:ObjectCreated:*", "ObjectCreated:Copy", true)]
    [InlineData("s3:ObjectCreated:Put", "ObjectCreated:Copy", false)]
    [InlineData("s3:ObjectCreated:Put", "ObjectCreated:Put", true)]
    [InlineData("s3:ObjectRemoved:*", "ObjectCreated:Put", false)]
    public void Patterns_mean_events_of_their_kind(string pattern, string name, bool expected) =>
        Assert.Equal(expected, ObjectEventNames.IsMatch(pattern, name));

    private static bool IsNoEnd(ObjectEvent told) => told.Name != "Events:Closed";

    private static string Text(ObjectEvent told) => $"{told.Name} {told.Bucket}/{told.Key} {told.SizeBytes}";

    private Task<ObjectEventLog> OpenAsync(List<ObjectEvent>? told = null) => ObjectEventLog.OpenAsync(
        State,
        _buckets.Events,
        bucket => bucket == "heard",
        kept => told?.AddRange(kept),
        exception => throw exception,
        _clock,
        Cancellation);

    private async Task PutAsync(string bucket, string key, string text) =>
        await _buckets.Get(bucket).PutAsync(key, Encoding.UTF8.GetBytes(text), PutCondition.None, Cancellation);

    private async Task<IReadOnlyList<ObjectEvent>> ReadAsync() =>
        await ObjectEventLog.ReadAsync(State, 1, Cancellation).ToListAsync(Cancellation);

    private async Task WaitForAsync(long sequence)
    {
        while (true)
        {
            ObjectEvent? last = await ObjectEventLog.ReadAsync(State, 1, Cancellation).LastOrDefaultAsync(Cancellation);
            if (last?.Sequence >= sequence)
            {
                return;
            }

            await Task.Delay(5, Cancellation);
        }
    }
}
