using System.Text.Json.Nodes;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Jobs;
using Tarn.Jobs.Background;
using Tarn.Protocols.Aws.Glue.Jobs;
using Tarn.State;
using Xunit;

namespace Tarn.Tests.Jobs.Extraction;

/// <summary>Jobs whose models read tables of sources, as clients of Glue see them.</summary>
public sealed class SourceJobTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_bookmark_of_a_job_has_the_sources_that_its_models_read()
    {
        using ShopLake shop = new("{by: {xmin: true}, key: [order_id]}");
        shop.Rig.WriteModel("curated.totals", "job: orders-etl", "SELECT sum(total) AS total FROM raw.orders");
        shop.Orders.Put(1, "'new'", "10");
        await shop.Rig.RunAsync();
        using LakeHost lake = await shop.Rig.OpenAsync();
        using JobRunner runner = await lake.LockForRunsAsync(Token);
        using SharedTurns turns = new(runner.ProcessStartedAt);
        await using JobService jobs = lake.ServeJobs(runner, turns);

        BookmarkAnswer? answer = await JobBookmarks.ReadAsync(jobs, "orders-etl", Token);
        await jobs.ResetBookmarksAsync("orders-etl", Token);

        JsonNode orders = JsonNode.Parse(answer!.JobBookmark!)!["raw.orders"]!;
        Assert.Equal("shop: public.orders", orders["source"]!.GetValue<string>());
        Assert.Equal((1, 1), (orders["position"]!.GetValue<int>(), orders["version"]!.GetValue<int>()));
        Assert.Null(await lake.Bookmarks.ReadAsync(TableName.Parse("raw.orders"), Token));
        Assert.Empty(await jobs.ReadBookmarksAsync("orders-etl", Token));
    }
}
