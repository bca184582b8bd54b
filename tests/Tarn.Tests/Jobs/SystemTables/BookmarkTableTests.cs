using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Jobs.Inputs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs.SystemTables;

public sealed class BookmarkTableTests : IDisposable
{
    private const string Select =
        "SELECT table_name, kind, source, state, version, files, position FROM system.bookmarks ORDER BY ALL";

    private readonly LakeRig _lake = EventsLake.Create();

    public BookmarkTableTests()
    {
        _lake.WriteModel("staging.events", "job: etl\nmaterialized: incremental", EventsLake.AllColumns);
        _lake.Write("sources/fx.yaml", """
            kind: source
            type: http
            connection: {url: "https://fx.example/v1"}
            feeds: {rates: {into: {bucket: raw, prefix: fx/}, path: rates}}
            """);
    }

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Every_model_and_feed_has_a_row_also_before_it_was_run()
    {
        string[] rows = await _lake.QueryAsync(Select);

        Assert.Equal(2, rows.Length);
        Assert.StartsWith("fx.rates|feed|fx: rates|none|", rows[0], StringComparison.Ordinal);
        Assert.Contains("|none|", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_how_far_a_model_has_got_and_whether_it_is_paused()
    {
        _lake.Deliver("a", "1,2024-02-01,a,2.5");
        _lake.Deliver("b", "2,2024-02-01,a,2.5");
        await _lake.RunAsync("staging.events");

        string[] set = await _lake.QueryAsync(
            "SELECT state, version, files FROM system.bookmarks WHERE kind = 'model' AND changed_at IS NOT NULL");
        using (LakeHost host = await _lake.OpenAsync())
        {
            await new PauseStore(host.Documents).WriteAsync(
                TableName.Parse("staging.events"), new Pause(DateTimeOffset.UtcNow, "late"), CancellationToken.None);
        }

        string[] paused = await _lake.QueryAsync(
            "SELECT state, version, pause_reason FROM system.bookmarks WHERE kind = 'model'");
        Assert.Equal("set|1|2", Assert.Single(set));
        Assert.Equal("paused|1|late", Assert.Single(paused));
    }
}
