using System.Globalization;
using Tarn.Engine;

namespace Tarn.Sources.Generation;

/// <summary>
/// When and where people take taxis, as a temporary table that trips are drawn from. A drawing is an equal chance of
/// 2^n slots; an hour or a zone has as many slots as its share of the demand.
/// </summary>
internal static class TaxiDemandSql
{
    public const int HourSlots = 4096;
    public const int ZoneSlots = 16384;

    private const string Weekday = "16,10,7,5,4,6,15,30,40,42,42,44,47,48,50,52,52,58,64,60,54,52,46,32";
    private const string Saturday = "52,42,34,24,14,7,8,12,20,30,40,46,50,51,51,50,50,52,56,57,50,50,54,58";
    private const string Sunday = "54,46,38,28,17,8,7,9,14,24,36,44,48,50,50,49,46,44,42,36,32,28,24,18";

    // Miles per hour of a short ride, by hour of the day.
    private const string Speeds =
        "13,14,14,15,17,19,16,12,10,9.5,9.3,9.2,9,9,8.8,8.7,8.8,8.8,9.2,10,11,11.3,11.7,12.3";

    // Zones that stand out, heaviest first; the others get the weight of their borough.
    private const string Popular = """
        132: 480, 161: 480, 237: 470, 236: 450, 162: 360, 230: 350, 186: 340, 142: 330, 138: 300, 239: 290, 163: 285,
        170: 280, 234: 270, 68: 250, 48: 245, 79: 240, 141: 240, 164: 220, 107: 210, 249: 205, 140: 200, 229: 190,
        238: 180, 263: 180, 231: 170, 100: 160, 43: 140, 90: 130, 246: 130, 50: 110, 113: 110, 114: 110, 148: 110,
        233: 110, 137: 100, 143: 100, 151: 90, 264: 90, 262: 85, 158: 80, 75: 70, 74: 60, 211: 60, 144: 60, 13: 50,
        166: 50, 261: 50, 87: 45, 125: 45, 42: 40, 88: 40, 232: 40, 41: 35, 24: 30, 224: 30, 4: 25, 209: 25, 45: 20,
        116: 20, 244: 20, 152: 15, 7: 12, 265: 12, 66: 8, 97: 8, 129: 8, 181: 8, 33: 8, 65: 9, 1: 2
        """;

    // One row of lists, looked into by slot. Joins with the slots would be free to put the trips in another order,
    // and do it as soon as the planner takes them for the smaller side.
    private const string DemandTable = """
        CREATE TEMP TABLE taxi_demand AS SELECT
            (SELECT list(slots ORDER BY slot) FROM taxi_hours AS slots) AS hours,
            (SELECT list(slots ORDER BY slot) FROM taxi_pickups AS slots) AS pickups,
            (SELECT list(slots ORDER BY slot) FROM taxi_dropoffs AS slots) AS dropoffs
        """;

    /// <summary>
    /// Statements that make <c>taxi_rows</c>, the numbers of the trips, and <c>taxi_demand</c> on the connection.
    /// </summary>
    public static string Tables(TaxiGenerationOptions options)
    {
        string firstDay = string.Create(CultureInfo.InvariantCulture, $"DATE '{options.Month:yyyy-MM}-01'");
        int hours = DateTime.DaysInMonth(options.Month.Year, options.Month.Month) * 24;
        return string.Join(
            ";\n",
            string.Create(
                CultureInfo.InvariantCulture,
                $"CREATE TEMP TABLE taxi_rows AS SELECT range::INTEGER AS i FROM range({options.Rows})"),
            HourTable(firstDay, hours),
            ZoneTable(),
            DrawingTable("taxi_pickups", "pickup_weight"),
            DrawingTable("taxi_dropoffs", "dropoff_weight"),
            DemandTable);
    }

    /// <summary>Slots are in order of time: slot s is the s-th equal share of the month's demand.</summary>
    private static string HourTable(string firstDay, int hours) => $"""
        CREATE TEMP TABLE taxi_hours AS
        WITH hours AS (
            SELECT
                h,
                isodow({firstDay} + (h // 24)::INTEGER) AS weekday,
                h % 24 AS hour,
                (CASE weekday WHEN 6 THEN [{Saturday}] WHEN 7 THEN [{Sunday}] ELSE [{Weekday}] END)[hour + 1] AS weight,
                ([{Speeds}])[hour + 1]::DOUBLE AS mph
            FROM range({hours}) AS range(h)
        ),
        placed AS (SELECT *, sum(weight) OVER (ORDER BY h) - weight AS low FROM hours),
        slots AS (
            SELECT slot, slot * (SELECT sum(weight) FROM hours) / {HourSlots}.0 AS place
            FROM range({HourSlots}) AS range(slot)
        )
        SELECT
            slot::INTEGER AS slot,
            ((h + (place - low) / weight) * 3600)::INTEGER AS second,
            greatest((SELECT sum(weight) FROM hours) * 3600 // ({HourSlots} * weight), 1)::INTEGER AS seconds,
            mph,
            CASE
                WHEN hour >= 20 OR hour < 6 THEN 100
                WHEN hour >= 16 AND weekday < 6 THEN 250
                ELSE 0
            END AS extra_cents
        FROM slots ASOF JOIN placed ON place >= low
        """;

    private static string ZoneTable()
    {
        IEnumerable<string> zones = TaxiZones.All.Select(zone => string.Create(
            CultureInfo.InvariantCulture, $"({zone.LocationId}, {SqlText.Literal(zone.Borough)})"));
        return $$"""
            CREATE TEMP TABLE taxi_zones AS
            SELECT
                id,
                borough,
                map {{{Popular}}}[id] AS popular,
                CASE
                    WHEN popular IS NOT NULL THEN popular
                    WHEN borough = 'Manhattan' THEN 20
                    WHEN borough = 'Staten Island' THEN 0.05
                    ELSE 1
                END::DOUBLE AS pickup_weight,
                CASE WHEN borough = 'Manhattan' OR id = 264 THEN pickup_weight
                    WHEN id IN (132, 138) THEN pickup_weight * 0.35
                    WHEN borough = 'Staten Island' THEN 0.2
                    ELSE greatest(pickup_weight * 1.2, 2)
                END AS dropoff_weight,
                CASE WHEN id = 138 THEN 8.5 WHEN id = 132 THEN 16 WHEN id IN (1, 265) THEN 15
                    WHEN borough = 'Brooklyn' THEN 4.5 WHEN borough IN ('Queens', 'Bronx') THEN 6
                    WHEN borough = 'Staten Island' THEN 15
                    ELSE 0
                END::DOUBLE AS miles_out
            FROM (VALUES {{string.Join(", ", zones)}}) AS zones(id, borough)
            """;
    }

    private static string DrawingTable(string name, string weight) => $"""
        CREATE TEMP TABLE {name} AS
        WITH placed AS (SELECT *, sum({weight}) OVER (ORDER BY id) - {weight} AS low FROM taxi_zones),
        slots AS (
            SELECT slot, (slot + 0.5) * (SELECT sum({weight}) FROM taxi_zones) / {ZoneSlots} AS place
            FROM range({ZoneSlots}) AS range(slot)
        )
        SELECT slot::INTEGER AS slot, id::INTEGER AS id, miles_out, borough = 'Manhattan' AS is_core
        FROM slots ASOF JOIN placed ON place >= low
        """;
}
