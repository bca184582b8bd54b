using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Tarn.Common;
using Tarn.Sources.Generation.Clickstream;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Sources.Generation.Clickstream;

public sealed class ClickstreamGeneratorTests : IDisposable
{
    private static readonly ClickstreamMix Clean = new() { Bots = 0, Duplicates = 0, Malformed = 0, Late = 0 };

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Each_record_is_counted_as_what_it_is()
    {
        ClickstreamOptions options = new()
        {
            Records = 40_000,
            Mix = new ClickstreamMix { Bots = 0.05, Duplicates = 0.05, Malformed = 0.03, Late = 0.1 },
        };

        ClickstreamResult result = await new ClickstreamGenerator(options, progress: null)
            .WriteFileAsync(_directory.Sub("clicks.json"), Cancellation);

        ClickLine[] lines = [.. File.ReadLines(result.Paths.Single()).Select(ClickLine.Read)];
        ClickLine[] sound = [.. lines.Where(line => line.IsEvent)];
        ClickLine[] once = [.. sound.DistinctBy(line => line.Id)];
        Assert.Equal(40_000, lines.Length);
        Assert.Equal(result.Tally.Records, lines.Length);
        Assert.Equal(result.Tally.Malformed, lines.Length - sound.Length);
        Assert.Equal(result.Tally.Duplicates, sound.Length - once.Length);
        Assert.Equal(result.Tally.Events, once.Length);
        Assert.Equal(result.Tally.Purchases, once.Count(line => line.Type == "purchase"));
        Assert.InRange(result.Tally.Duplicates / 40_000.0, 0.04, 0.06);
        Assert.InRange(result.Tally.Malformed / 40_000.0, 0.02, 0.04);
        Assert.InRange(result.Tally.Late / 40_000.0, 0.08, 0.12);
    }

    [Fact]
    public async Task Sessions_go_down_a_funnel()
    {
        ClickstreamOptions options = new() { Records = 60_000, Mix = Clean };

        ClickstreamResult result = await new ClickstreamGenerator(options, progress: null)
            .WriteFileAsync(_directory.Sub("clicks.json"), Cancellation);

        ILookup<string, ClickLine> sessions = File.ReadLines(result.Paths.Single())
            .Select(ClickLine.Read)
            .ToLookup(line => line.Session);
        double Share(string type) => sessions.Count(session => session.Any(line => line.Type == type))
            / (double)sessions.Count;
        Assert.InRange(Share("product_view"), 0.5, 0.9);
        Assert.InRange(Share("add_to_cart"), 0.1, 0.35);
        Assert.InRange(Share("purchase"), 0.02, 0.08);
        Assert.All(
            sessions.Where(session => session.Any(line => line.Type == "purchase")),
            session => Assert.True(IsBoughtAfterCheckout([.. session]), session.Key));
        Assert.All(sessions, session => Assert.Single(session.Select(line => line.Address).Distinct()));
    }

    [Fact]
    public async Task The_same_options_give_the_same_files_and_another_seed_others()
    {
        ClickstreamOptions options = new() { Records = 5000, Days = 2 };

        ClickstreamResult first = await WriteHoursAsync("a", options);
        ClickstreamResult second = await WriteHoursAsync("b", options);
        ClickstreamResult third = await WriteHoursAsync("c", options with { Seed = 7 });

        Assert.Equal(48, first.Paths.Count);
        Assert.Equal(first.Tally, second.Tally);
        Assert.All(first.Paths.Zip(second.Paths), pair => Assert.Equal(
            File.ReadAllBytes(pair.First), File.ReadAllBytes(pair.Second)));
        Assert.NotEqual(File.ReadAllBytes(first.Paths[0]), File.ReadAllBytes(third.Paths[0]));
    }

    [Fact]
    public async Task A_file_has_the_records_of_its_hour_and_evenings_have_more_than_nights()
    {
        ClickstreamOptions options = new() { Records = 24_000, FirstDay = new DateOnly(2024, 2, 29), Mix = Clean };

        ClickstreamResult result = await WriteHoursAsync("hours", options);

        string night = result.Paths.Single(path => path.EndsWith(
            "year=2024/month=02/day=29/clicks-1-2024-02-29-03-00-00-42.gz", StringComparison.Ordinal));
        ClickLine[] lines = [.. ReadLines(night)];
        Assert.All(lines, line => Assert.StartsWith("2024-02-29T03:", line.At, StringComparison.Ordinal));
        Assert.Equal(24_000 * 7 / 1000, lines.Length, tolerance: 2);
        Assert.Equal(24_000 * 84 / 1000, ReadLines(result.Paths[20]).Count(), tolerance: 2);
    }

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(10, 1.5)]
    [InlineData(10, double.NaN)]
    public void Numbers_out_of_range_are_refused(long records, double late)
    {
        TarnException exception = Assert.Throws<TarnException>(() => new ClickstreamGenerator(
            new ClickstreamOptions { Records = records, Mix = Clean with { Late = late } }, progress: null));

        Assert.Equal(ErrorCodes.BadArgument, exception.Code);
    }

    private Task<ClickstreamResult> WriteHoursAsync(string folder, ClickstreamOptions options) =>
        new ClickstreamGenerator(options, progress: null).WriteHoursAsync(_directory.Sub(folder), Cancellation);

    private static bool IsBoughtAfterCheckout(IReadOnlyList<ClickLine> session) =>
        session.Select(line => line.Type).TakeWhile(type => type != "purchase").Contains("checkout");

    private static IEnumerable<ClickLine> ReadLines(string path)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return ClickLine.Read(line);
        }
    }

    /// <summary>What a reader makes of a line that takes nothing but what the fields should be.</summary>
    private sealed record ClickLine(bool IsEvent, string Id, string Type, string At, string Session, string Address)
    {
        private static readonly ClickLine Broken = new(false, "", "", "", "", "");

        public static ClickLine Read(string line)
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(line);
                JsonElement root = document.RootElement;
                string Text(string name) => root.GetProperty(name).GetString()!;
                bool IsNumber(string name) =>
                    root.GetProperty(name).ValueKind is JsonValueKind.Number or JsonValueKind.Null;
                bool isEvent = DateTimeOffset.TryParse(Text("event_at"), CultureInfo.InvariantCulture, out _)
                    && IsNumber("price")
                    && IsNumber("quantity");
                return isEvent
                    ? new ClickLine(
                        true, Text("event_id"), Text("event_type"), Text("event_at"), Text("session_id"), Text("ip"))
                    : Broken;
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                return Broken;
            }
        }
    }
}
