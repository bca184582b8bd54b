using Tarn.Common;
using Tarn.Logs;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Logs;

/// <summary>Events of log streams.</summary>
public sealed class LogEventsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly LogStore _store;
    private readonly LogEvents _events;

    public LogEventsTests()
    {
        SequentialIdSource ids = new();
        DocumentStore documents = new(_directory.Sub(".tarn"), ids);
        _store = new LogStore(documents, _directory.Sub("events"), [], _clock, ids);
        _events = new LogEvents(_store, _clock);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_are_read_in_the_order_of_their_time()
    {
        await MakeAsync();
        await AppendAsync(2, "b");
        await AppendAsync(1, "a");

        Assert.Equal(["a", "b"], await ReadAsync());
    }

    [Fact]
    public async Task What_is_too_old_is_not_read_and_leaves_the_disk()
    {
        await MakeAsync();
        await AppendAsync(0, new string('x', 100_000));
        _clock.Advance(TimeSpan.FromDays(2));
        await AppendAsync(0, "new");
        long before = SizeOnDisk();
        await _store.ChangeGroupAsync("g", group => group with { RetentionDays = 1 }, Cancelled);

        Assert.Equal(["new"], await ReadAsync());
        Assert.Equal(before, SizeOnDisk());
        await _events.SweepAsync(Cancelled);
        Assert.Equal(["new"], await ReadAsync());
        Assert.True(SizeOnDisk() < before - 100_000);
    }

    [Fact]
    public async Task A_group_takes_its_events_with_it()
    {
        await MakeAsync();
        await AppendAsync(0, "a");

        await _store.DeleteGroupAsync("g", Cancelled);

        Assert.Equal(0, SizeOnDisk());
        Assert.Equal(ErrorCodes.UnknownName, (await Assert.ThrowsAsync<TarnException>(ReadAsync)).Code);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("error", true)]
    [InlineData("ERROR", false)]
    [InlineData("error table", true)]
    [InlineData("error missing", false)]
    [InlineData("\"error: table\"", true)]
    [InlineData("\"table error\"", false)]
    [InlineData("error -table", false)]
    [InlineData("error -missing", true)]
    [InlineData("?missing ?table", true)]
    [InlineData("?missing ?gone", false)]
    public void A_filter_of_terms_matches_as_its_marks_say(string pattern, bool matches) =>
        Assert.Equal(matches, new FilterPattern(pattern).Matches("error: table is gone?"[..14]));

    public void Dispose()
    {
        _events.Dispose();
        _directory.Dispose();
    }

    private async Task MakeAsync()
    {
        Assert.True(await _store.TryCreateGroupAsync("g", new Dictionary<string, string>(), Cancelled));
        Assert.True(await _store.TryCreateStreamAsync("g", "s", Cancelled));
    }

    private Task AppendAsync(int seconds, string text)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        return _events.AppendAsync("g", "s", [new LogEvent(now.AddSeconds(seconds), now, text)], Cancelled);
    }

    private async Task<string[]> ReadAsync() =>
        [.. (await _events.ReadAsync("g", "s", Cancelled)).Select(one => one.Text)];

    private long SizeOnDisk() =>
        new DirectoryInfo(_directory.Sub("events")).EnumerateFiles().Sum(file => file.Length);
}
