using Tarn.Catalog;
using Tarn.Common;
using Tarn.Definitions;
using Tarn.Jobs;
using Tarn.Queries.Limits;
using Xunit;

namespace Tarn.Tests.Definitions;

public sealed class LakeLoaderTests : IDisposable
{
    private readonly LakeDirectory _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task The_model_of_the_design_page_loads()
    {
        _lake.Write("models/staging/trips.sql", """
            /* tarn
            table: staging.trips
            job: taxi-etl
            materialized: incremental      # table | incremental | view
            strategy: insert_overwrite     # append | merge | delete_insert | insert_overwrite
            partition_by: [pickup_date, time_of_day]
            unique_key: [trip_id]
            checks:
              - not_null: [pickup_at, dropoff_at]
              - range: {column: fare_amount, min: 0, max: 1000, on_fail: drop}
              - sql: {name: dropoff_after_pickup, where: dropoff_at < pickup_at, on_fail: quarantine}
            */
            SELECT * FROM raw.trips
            """);

        LakeDefinition lake = await _lake.LoadAsync();

        ModelDefinition model = Assert.Single(lake.Models);
        Assert.Equal(TableName.Parse("staging.trips"), model.Table);
        Assert.Equal("taxi-etl", model.Job);
        Assert.Equal(Materialization.Incremental, model.Materialized);
        Assert.Equal(Strategy.InsertOverwrite, model.Strategy);
        Assert.Equal(["pickup_date", "time_of_day"], model.PartitionBy);
        Assert.Equal(["trip_id"], model.UniqueKey);
        Assert.Equal([TableName.Parse("raw.trips")], model.Inputs);
        Assert.Equal(TableName.Parse("raw.trips"), model.Bookmark);
        Assert.Equal("SELECT * FROM raw.trips", model.Sql);
        Assert.Equal(new SourceLocation("models/staging/trips.sql", 13, 1), model.SqlStart);
        Assert.Equal(
            ["not_null_pickup_at_dropoff_at Fail", "range_fare_amount Drop", "dropoff_after_pickup Quarantine"],
            model.Checks.Select(check => $"{check.Name} {check.OnFail}"));
        CheckDefinition.Range range = Assert.IsType<CheckDefinition.Range>(model.Checks[1]);
        Assert.Equal(("0", "1000"), (range.Min, range.Max));
        Assert.Equal("dropoff_at < pickup_at", Assert.IsType<CheckDefinition.Sql>(model.Checks[2]).Where);
        JobDefinition job = Assert.Single(lake.Jobs);
        Assert.Equal("taxi-etl", job.Name);
        Assert.Empty(lake.Warnings);
    }

    [Fact]
    public async Task Everything_in_lake_yaml_is_read()
    {
        _lake.Write("lake.yaml", """
            version: 1
            name: taxi
            description: Trips of New York
            engine:
              {memory: 4GB, threads: 2, scratch: 1.5GiB, reuse: 10m, price: {per_terabyte: 6.25, minimum: 1MB}}
            zones:
              raw: {description: as received, bucket: landing}
              staging:
            tables:
              raw.trips:
                description: Trips
                files: [trips/**/*.parquet, trips/**/*.csv]
                csv: {delimiter: ";", quote: "'", encoding: latin-1, null_values: ["N/A", ""]}
                columns:
                  vendor_id: {type: bigint, from: [VendorID, vendor_name], description: who}
                  fare_amount: decimal(10,2)
            """);

        LakeDefinition lake = await _lake.LoadAsync();

        Assert.Equal(("taxi", "Trips of New York"), (lake.Name, lake.Description));
        Assert.Equal(
            new EngineSettings
            {
                MemoryBytesMax = 4_000_000_000,
                Threads = 2,
                ScratchBytesMax = 1_610_612_736,
                ReuseAgeMax = TimeSpan.FromMinutes(10),
                Price = new QueryPrice { DollarsPerTerabyte = 6.25m, BytesMin = 1_000_000 },
            },
            lake.Engine);
        Assert.Equal(
            [
                new ZoneDefinition("raw", "landing") { Description = "as received" },
                new ZoneDefinition("staging", "staging"),
            ],
            lake.Zones);
        FileTableDefinition table = Assert.Single(lake.FileTables);
        Assert.Equal("landing", table.Bucket);
        Assert.Equal(["trips/**/*.parquet", "trips/**/*.csv"], table.Files);
        Assert.Equal((";", "'", "latin-1"), (table.Csv.Delimiter, table.Csv.Quote, table.Csv.Encoding));
        Assert.Equal(["N/A", ""], table.Csv.NullValues);
        Assert.Equal(
            ["vendor_id bigint", "fare_amount decimal(10,2)"], table.Columns.Select(c => $"{c.Name} {c.EngineType}"));
        Assert.Equal(["VendorID", "vendor_name"], table.Columns[0].From);
        Assert.Equal("lake.yaml:10:3", table.Location.ToString());
    }

    [Fact]
    public async Task The_name_of_a_lake_is_its_directory_unless_given()
    {
        _lake.Write("lake.yaml", "version: 1\nzones: {raw: }\n");

        LakeDefinition lake = await _lake.LoadAsync();

        Assert.Equal(Path.GetFileName(_lake.Path), lake.Name);
        Assert.Equal(_lake.Path, lake.Directory);
    }

    [Fact]
    public async Task An_overlay_changes_what_it_names_and_keeps_the_rest()
    {
        _lake.Write("lake.yaml", LakeDirectory.LakeYaml + "\nengine: {memory: 1GB, threads: 2}\n");
        _lake.Write("lake.prod.yaml", "engine: {memory: 64GB}\nzones: {archive: {bucket: cold}}\n");

        LakeDefinition plain = await _lake.LoadAsync();
        LakeDefinition prod = await _lake.LoadAsync("prod");

        Assert.Equal(1_000_000_000, plain.Engine.MemoryBytesMax);
        Assert.Equal((64_000_000_000, 2), (prod.Engine.MemoryBytesMax, prod.Engine.Threads));
        Assert.Equal(["raw", "staging", "curated", "archive"], prod.Zones.Select(zone => zone.Name));
    }

    [Fact]
    public async Task An_error_in_an_overlay_points_to_the_overlay()
    {
        _lake.Write("lake.prod.yaml", "engine:\n  memory: lots\n");

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync("prod"));

        Assert.Equal("lake.prod.yaml:2:11", error.Location!.ToString());
    }

    [Fact]
    public async Task An_unknown_environment_is_answered_with_those_that_exist()
    {
        _lake.Write("lake.dev.yaml", "").Write("lake.prod.yaml", "");

        TarnException error = await Assert.ThrowsAsync<TarnException>(() => _lake.LoadAsync("prdo"));

        Assert.Equal(ErrorCodes.UnknownName, error.Code);
        Assert.Equal("unknown environment 'prdo'", error.Message);
        Assert.Equal("did you mean 'prod'? environments here: dev, prod", error.Hint);
    }

    [Fact]
    public async Task An_environment_cannot_lead_out_of_the_lake()
    {
        TarnException error = await Assert.ThrowsAsync<TarnException>(() => _lake.LoadAsync("../x"));

        Assert.Equal("this lake has no lake.ENV.yaml", error.Hint);
    }

    [Fact]
    public async Task A_directory_without_lake_yaml_is_no_lake()
    {
        File.Delete(Path.Combine(_lake.Path, "lake.yaml"));

        TarnException error = await Assert.ThrowsAsync<TarnException>(() => _lake.LoadAsync());

        Assert.Equal(ErrorCodes.NotALake, error.Code);
        Assert.Equal($"{_lake.Path} is not a lake: it has no lake.yaml", error.Message);
    }

    [Fact]
    public async Task Models_come_after_what_they_read_and_by_name_otherwise()
    {
        _lake.Model("curated.a", "job: late", "SELECT * FROM staging.z JOIN curated.b USING (x)");
        _lake.Model("curated.b", "job: late", "SELECT * FROM staging.z");
        _lake.Model("curated.c", "job: late", "SELECT 1");
        _lake.Model("staging.z", "job: early", "SELECT * FROM raw.trips");

        LakeDefinition lake = await _lake.LoadAsync();

        Assert.Equal(
            ["curated.c", "staging.z", "curated.b", "curated.a"], lake.Models.Select(model => model.Table.ToString()));
        Assert.Equal(["late", "early"], lake.Jobs.Select(job => job.Name));
        Assert.Equal(
            ["curated.c", "curated.b", "curated.a"], lake.Jobs[0].Models.Select(model => model.Table.ToString()));
    }

    [Fact]
    public async Task A_table_that_a_check_compares_with_comes_first()
    {
        _lake.Model("staging.a", "checks: [{relationships: {column: id, to: staging.b.id}}]", "SELECT 1 AS id");
        _lake.Model("staging.b", "", "SELECT 1 AS id");

        LakeDefinition lake = await _lake.LoadAsync();

        Assert.Equal(["staging.b", "staging.a"], lake.Models.Select(model => model.Table.ToString()));
        Assert.Empty(lake.Models[1].Inputs);
    }

    [Fact]
    public async Task A_model_is_named_by_its_path_or_by_itself()
    {
        _lake.Write("models/staging/trips.sql", "/* tarn */ SELECT * FROM RAW.Trips;\n");
        _lake.Write("models/deep/er/zones.sql", "\uFEFF-- zones\n\n  /*tarn\n  table: staging.zones\n  */\nSELECT 1\n");

        LakeDefinition lake = await _lake.LoadAsync();

        Assert.Equal(["staging.trips", "staging.zones"], lake.Models.Select(model => model.Table.ToString()));
        Assert.Equal("SELECT * FROM RAW.Trips", lake.Models[0].Sql);
        Assert.Equal(new SourceLocation("models/staging/trips.sql", 1, 12), lake.Models[0].SqlStart);
        Assert.Equal([TableName.Parse("raw.trips")], lake.Models[0].Inputs);
        Assert.Equal(Materialization.Table, lake.Models[0].Materialized);
        Assert.Equal("default", lake.Models[0].Job);
    }

    [Fact]
    public async Task All_descriptive_keys_of_a_model_are_kept()
    {
        _lake.Model(
            "staging.trips",
            "description: Trips\nowner: data@example.org\ntags: [a, b]\ncolumns: {x: one, y: {description: two}, z: }",
            "SELECT 1");

        ModelDefinition model = Assert.Single((await _lake.LoadAsync()).Models);

        Assert.Equal(("Trips", "data@example.org"), (model.Description, model.Owner));
        Assert.Equal(["a", "b"], model.Tags);
        Assert.Equal(new Dictionary<string, string> { ["x"] = "one", ["y"] = "two" }, model.Columns);
    }

    [Fact]
    public async Task A_file_with_the_other_yaml_extension_is_warned_of()
    {
        _lake.Write("queries/top.yml", "kind: query\nsql: SELECT 1\n");

        LakeDefinition lake = await _lake.LoadAsync();

        Assert.Equal(
            "warning[TN2013]: queries/top.yml is not read\n  --> queries/top.yml:1:1\n   = rename it to end in .yaml",
            DiagnosticText.Format(Assert.Single(lake.Warnings)));
    }
}
