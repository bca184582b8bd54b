using System.Text.Json.Nodes;
using Tarn.Jobs.Runs;
using Xunit;

namespace Tarn.Tests.Jobs.Extraction;

/// <summary>Where rows come from, in what is told of runs.</summary>
public sealed class SourceLineageTests
{
    [Fact]
    public async Task A_step_of_a_source_tells_the_table_of_the_database()
    {
        using ShopLake shop = new("{by: {xmin: true}}");
        shop.Rig.LakeYaml += "\nlineage: {namespace: my-lake, file: events.jsonl}";
        shop.Rig.WriteModel("curated.totals", "", "SELECT sum(total) AS total FROM raw.orders");
        shop.Orders.Put(1, "'new'", "10");

        RunReport run = await shop.Rig.RunAsync();

        JsonNode[] events =
        [
            .. (await File.ReadAllLinesAsync(
                Path.Combine(shop.Rig.Directory, "events.jsonl"), TestContext.Current.CancellationToken))
                .Select(line => JsonNode.Parse(line)!),
        ];
        Assert.Equal(
            ["START raw.orders", "COMPLETE raw.orders", "START curated.totals", "COMPLETE curated.totals"],
            events.Select(entry => $"{entry["eventType"]} {entry["job"]!["name"]}"));
        JsonNode input = Assert.Single(events[1]["inputs"]!.AsArray())!;
        Assert.Equal(
            ("postgres://db:5432", "shop.public.orders"), ((string?)input["namespace"], (string?)input["name"]));
        Assert.Equal("SOURCE", (string?)events[1]["job"]!["facets"]!["jobType"]!["jobType"]);
        Assert.Null(events[1]["job"]!["facets"]!["sql"]);
        Assert.Equal(["shop: public.orders"], run.Steps[0].Inputs.Select(read => read.Table));
    }
}
