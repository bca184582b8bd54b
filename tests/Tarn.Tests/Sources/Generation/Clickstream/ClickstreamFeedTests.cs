using System.Text;
using System.Text.Json;
using Tarn.Sources.Generation.Clickstream;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Sources.Generation.Clickstream;

public sealed class ClickstreamFeedTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Records_come_as_time_goes_by_and_have_its_moments()
    {
        DateTimeOffset start = _time.GetUtcNow();
        ClickstreamMix mix = new() { Late = 0, Malformed = 0, Duplicates = 0 };
        ClickstreamSource source = new(mix, recordsPerSecond: 1000, seed: 1);
        List<string> records = [];
        await using IAsyncEnumerator<ClickBatch> batches = new ClickstreamFeed(source, _time)
            .ReadAsync(1000, TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        while (await NextAsync(batches))
        {
            for (int record = 0; record < batches.Current.Count; record++)
            {
                records.Add(Encoding.UTF8.GetString(batches.Current[record].Span));
            }
        }

        Assert.Equal(2000, records.Count);
        Assert.Equal(2000, source.Tally.Events);
        DateTimeOffset[] moments = [.. records.Select(MomentOf)];
        Assert.Equal(moments.Order(), moments);
        Assert.All(moments, moment => Assert.InRange(moment, start, _time.GetUtcNow()));
        Assert.True(moments[1000] >= start.AddSeconds(1), $"{moments[1000]:O}");
    }

    [Fact]
    public void Bots_are_visitors_without_users_that_stay_long()
    {
        ClickBatch batch = new();
        ClickstreamMix mix = new() { Bots = 1, Late = 0, Malformed = 0, Duplicates = 0 };
        ClickstreamSource source = new(mix, recordsPerSecond: 1, seed: 3);

        batch.Fill(source, 5000, _time.GetUtcNow());

        Assert.InRange(source.Tally.Sessions, 60, 160);
        for (int record = 0; record < batch.Count; record++)
        {
            using JsonDocument document = JsonDocument.Parse(batch[record]);
            Assert.Equal("bot", document.RootElement.GetProperty("device").GetString());
            Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("user_id").ValueKind);
        }
    }

    /// <summary>Time goes by whenever no record is due.</summary>
    private ValueTask<bool> NextAsync(IAsyncEnumerator<ClickBatch> batches)
    {
        ValueTask<bool> next = batches.MoveNextAsync();
        if (!next.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
        }

        return next;
    }

    private static DateTimeOffset MomentOf(string record)
    {
        using JsonDocument document = JsonDocument.Parse(record);
        return document.RootElement.GetProperty("event_at").GetDateTimeOffset();
    }
}
