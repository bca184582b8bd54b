using Tarn.Engine;
using Tarn.Sources.Generation;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Sources.Generation;

public sealed class TaxiZonesTests
{
    [Fact]
    public void There_are_265_zones_numbered_without_gaps()
    {
        Assert.Equal(Enumerable.Range(1, 265), TaxiZones.All.Select(zone => zone.LocationId));
        Assert.All(TaxiZones.All, zone => Assert.NotEmpty(zone.Name));
        Assert.Equal("JFK Airport", TaxiZones.All[131].Name);
        Assert.Equal(69, TaxiZones.All.Count(zone => zone.Borough == "Manhattan"));
    }

    [Fact]
    public async Task The_written_lookup_says_what_the_official_one_says()
    {
        string official = RealData.Require("taxi", "taxi_zone_lookup.csv");
        using TemporaryDirectory directory = new();
        string ours = directory.Sub("zones", ZoneLookup.FileName);
        ZoneLookup.Write(ours, new SequentialIdSource());

        using DuckInstance instance = DuckInstance.Open(new EngineOptions());
        using DuckConnection connection = instance.Connect();
        object? differences = await connection.ScalarAsync(
            $"""
            WITH
                ours AS (FROM read_csv({SqlText.Literal(ours)})),
                theirs AS (FROM read_csv({SqlText.Literal(official)}))
            SELECT count(*) FROM ((FROM ours EXCEPT FROM theirs) UNION ALL (FROM theirs EXCEPT FROM ours))
            """,
            TestContext.Current.CancellationToken);

        Assert.Equal(0L, differences);
    }
}
