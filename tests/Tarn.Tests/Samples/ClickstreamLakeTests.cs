using System.Globalization;
using System.Text.Json;
using Tarn.Sources.Generation.Clickstream;
using Xunit;

namespace Tarn.Tests.Samples;

/// <summary>The clickstream sample from files to answers, as its README says.</summary>
public sealed class ClickstreamLakeTests : IDisposable
{
    private const string Records = "20000";

    private readonly CommandLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Each_event_that_was_sent_is_a_row_once_and_no_address_is_past_raw()
    {
        ClickstreamOptions options = new() { Records = int.Parse(Records, CultureInfo.InvariantCulture) };
        ClickstreamResult sent = await new ClickstreamGenerator(options, progress: null).WriteFileAsync(
            Path.Join(_lake.Path, "sent.ndjson"), TestContext.Current.CancellationToken);
        await _lake.RunAsync("init", ".", "--example", "clickstream");
        await _lake.RunAsync("generate", "clickstream", "--records", Records);
        await _lake.RunAsync("validate");

        await _lake.RunAsync("run");

        Assert.Equal(
            $"{Records}\t{sent.Tally.Events}\t{sent.Tally.Malformed}\t{sent.Tally.Purchases}\ttrue",
            await _lake.RunAsync("query", """
                SELECT (SELECT count(*) FROM raw.clicks), count(*),
                    (SELECT count(*) FROM curated.events__quarantine
                        WHERE check_name IN ('malformed', 'unreadable_line')),
                    count(revenue), bool_and(revenue = price * quantity) FROM curated.events
                """));
        Assert.Contains(
            await _lake.LinesAsync("quality", "curated.events"),
            line => line.StartsWith(
                $"curated.events\tduplicate\tdrop\t{sent.Tally.Duplicates}\t", StringComparison.Ordinal));
        Assert.Equal(
            RevenueOf(sent.Paths[0]),
            decimal.Parse(
                await _lake.RunAsync("query", "SELECT sum(revenue) FROM curated.events WHERE currency = 'USD'"),
                CultureInfo.InvariantCulture));
        string[][] found = await RowsAsync("pii_check");
        Assert.Equal(4, found.Length);
        Assert.Equal("raw.clicks", found[0][0]);
        Assert.All(found[0][2..], count => Assert.True(long.Parse(count, CultureInfo.InvariantCulture) > 1000, count));
        Assert.All(found[1..], row => Assert.Equal(["0", "0", "0"], row[2..]));
        Assert.All(found, row => Assert.NotEqual("0", row[1]));
    }

    [Fact]
    public async Task What_is_delivered_again_adds_nothing()
    {
        await _lake.RunAsync("init", ".", "--example", "clickstream");
        await _lake.RunAsync("generate", "clickstream", "--records", "3000", "--malformed", "0");
        await _lake.RunAsync("run");
        string first = await _lake.RunAsync("query", "SELECT count(*), sum(revenue) FROM curated.events");
        string day = Path.Join(_lake.Path, "data", "raw", "clicks", "year=2024", "month=05", "day=01");
        foreach (string file in Directory.GetFiles(day, "*-20-*"))
        {
            File.Copy(file, file.Replace("-42.gz", "-43.gz", StringComparison.Ordinal));
        }

        Assert.Contains("\t0\t", await _lake.RunAsync("run"), StringComparison.Ordinal);

        Assert.Equal(first, await _lake.RunAsync("query", "SELECT count(*), sum(revenue) FROM curated.events"));
        Assert.Equal(24 + 1, Directory.GetFiles(day).Length);
    }

    [Fact]
    public async Task Another_day_adds_its_events_and_queries_answer()
    {
        await _lake.RunAsync("init", ".", "--example", "clickstream");
        await _lake.RunAsync("generate", "clickstream", "--records", "4000");
        await _lake.RunAsync("run");
        string first = await _lake.RunAsync("query", "SELECT count(*) FROM curated.events");
        await _lake.RunAsync(
            "generate", "clickstream", "--records", "3000", "--first-day", "2024-05-02", "--seed", "7",
            "--duplicates", "0", "--malformed", "0", "--late", "0", "--bots", "0");

        await _lake.RunAsync("run");

        string second = await _lake.RunAsync("query", "SELECT count(*) FROM curated.events");
        Assert.Equal(
            int.Parse(first, CultureInfo.InvariantCulture) + 3000,
            int.Parse(second, CultureInfo.InvariantCulture));
        string[][] funnel = await RowsAsync("funnel");
        Assert.Equal(["view", "product", "cart", "checkout", "purchase"], funnel.Select(row => row[0]));
        int[] sessions = [.. funnel.Select(row => int.Parse(row[1], CultureInfo.InvariantCulture))];
        Assert.Equal(sessions.OrderDescending(), sessions);
        Assert.Equal(10, (await _lake.LinesAsync("query", "--name", "top_pages")).Length);
        Assert.Contains(
            await _lake.LinesAsync("query", "--name", "revenue_per_hour"),
            line => line.StartsWith("2024-05-02 20:00:00\tUSD\t", StringComparison.Ordinal));
    }

    private async Task<string[][]> RowsAsync(string query) =>
        [.. (await _lake.LinesAsync("query", "--name", query)).Select(line => line.Split('\t'))];

    /// <summary>Dollars of purchases, each event once.</summary>
    private static decimal RevenueOf(string path)
    {
        Dictionary<string, decimal> purchases = [];
        foreach (string line in File.ReadLines(path).Where(IsWholePurchase))
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            bool isSound = root.GetProperty("price").ValueKind == JsonValueKind.Number
                && root.GetProperty("quantity").ValueKind == JsonValueKind.Number
                && root.GetProperty("event_at").GetString() != "yesterday";
            if (isSound && root.GetProperty("currency").GetString() == "USD")
            {
                purchases[root.GetProperty("event_id").GetString()!] =
                    root.GetProperty("price").GetDecimal() * root.GetProperty("quantity").GetInt32();
            }
        }

        return purchases.Values.Sum();
    }

    private static bool IsWholePurchase(string line) =>
        line.Contains("\"event_type\":\"purchase\"", StringComparison.Ordinal) && line.EndsWith('}');
}
