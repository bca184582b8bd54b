using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Definitions;

public sealed class InputErrorTests : IDisposable
{
    private readonly LakeDirectory _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task An_unknown_table_is_shown_where_the_SQL_names_it()
    {
        _lake.Model("staging.trips", "job: etl", "SELECT t.*\nFROM raw.tripz AS t");

        Assert.Equal(
            """
            error[TN2008]: unknown table 'raw.tripz'
              --> models/staging/trips.sql:5:6
               |
             5 | FROM raw.tripz AS t
               |      ^^^^^^^^^ did you mean 'raw.trips'?
            """,
            await _lake.ErrorTextAsync());
    }

    [Theory]
    [InlineData("FROM trips", "table 'trips' does not say its database", "did you mean 'raw.trips'?")]
    [InlineData("FROM Trip", "table 'Trip' does not say its database", "did you mean 'raw.trips'?")]
    [InlineData("FROM zones", "table 'zones' does not say its database", "no model or raw table has this name")]
    [InlineData("FROM raw.zones", "unknown table 'raw.zones'", "no model or raw table has this name")]
    [InlineData("FROM a.raw.trips", "table 'a.raw.trips' is not database.table", "did you mean 'raw.trips'?")]
    [InlineData(
        "FROM raw.trips__quarantine",
        "model reads the quarantine table 'raw.trips__quarantine'",
        "only queries may read this")]
    [InlineData(
        "FROM raw.zones__quarantine", "unknown table 'raw.zones__quarantine'", "no model or raw table has this name")]
    [InlineData(
        "FROM 's3://bucket/x'",
        "'s3://bucket/x' is a file: models and queries name catalog tables only",
        "declare it as a raw table instead")]
    public async Task Names_that_are_no_table_are_explained(string from, string message, string label)
    {
        _lake.Model("curated.out", "", $"SELECT * {from}");

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal((message, label), (error.Message, error.Label));
        Assert.Equal("models/curated/out.sql:4:15", error.Location!.ToString());
        Assert.Equal(from.Length - "FROM ".Length, error.Location.Length);
    }

    [Fact]
    public async Task A_table_function_that_reads_files_is_refused()
    {
        _lake.Model("staging.trips", "", "SELECT * FROM read_csv('trips.csv')");

        Assert.Equal(
            """
            error[TN3005]: table function 'read_csv' is not allowed: models and queries name catalog tables only
              --> models/staging/trips.sql:4:15
               |
             4 | SELECT * FROM read_csv('trips.csv')
               |               ^^^^^^^^ declare the files as a raw table instead
               = raw tables stand under 'tables:' in lake.yaml
               = allowed here: generate_series, generate_subscripts, json_each, json_tree, range, unnest, values
            """,
            await _lake.ErrorTextAsync());
    }

    [Theory]
    [InlineData("range")]
    [InlineData("GENERATE_SERIES")]
    [InlineData("unnest")]
    public async Task Table_functions_without_files_are_allowed(string function)
    {
        _lake.Model("staging.days", "", $"SELECT * FROM {function}(10)");

        Assert.Single((await _lake.LoadAsync()).Models);
    }

    [Fact]
    public async Task Two_models_of_one_table_are_shown_with_both_places()
    {
        _lake.Write("models/a.sql", "/* tarn\ntable: staging.trips\n*/ SELECT 1");
        _lake.Write("models/b.sql", "/* tarn\njob: x\ntable: staging.trips\n*/ SELECT 2");

        Assert.Equal(
            """
            error[TN2010]: table 'staging.trips' is defined by models/a.sql and by models/b.sql
              --> models/b.sql:3:8
               |
             3 | table: staging.trips
               |        ^^^^^^^^^^^^^ and again here
              ::: models/a.sql:2:8
               |
             2 | table: staging.trips
               |        ------------- first here
               = one table is filled by one definition; rename one of them
            """,
            await _lake.ErrorTextAsync());
    }

    [Fact]
    public async Task A_model_and_a_raw_table_cannot_be_one_table()
    {
        _lake.Model("raw.trips", "", "SELECT 1");

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal("table 'raw.trips' is defined by lake.yaml and by models/raw/trips.sql", error.Message);
        Assert.Equal("lake.yaml:8:3", Assert.Single(error.Related).Location.ToString());
    }

    [Fact]
    public async Task A_cycle_is_shown_with_its_whole_path()
    {
        _lake.Model("curated.a", "", "SELECT * FROM curated.c");
        _lake.Model("curated.b", "", "SELECT *\nFROM curated.a");
        _lake.Model("curated.c", "", "SELECT * FROM curated.b");
        _lake.Model("curated.behind", "", "SELECT * FROM curated.a");

        Assert.Equal(
            """
            error[TN2009]: models read each other in a circle: curated.a → curated.c → curated.b → curated.a
              --> models/curated/a.sql:4:15
               |
             4 | SELECT * FROM curated.c
               |               ^^^^^^^^^ the circle starts here
               = → means 'reads'; break the circle by removing one of these
            """,
            await _lake.ErrorTextAsync());
    }

    [Fact]
    public async Task Every_cycle_is_reported_once()
    {
        _lake.Model("curated.a", "", "SELECT * FROM curated.b");
        _lake.Model("curated.b", "", "SELECT * FROM curated.a");
        _lake.Model("curated.c", "", "SELECT * FROM curated.c JOIN curated.a USING (x)");
        _lake.Model("staging.d", "", "SELECT * FROM staging.e");
        _lake.Model("staging.e", "checks: [{relationships: {column: id, to: staging.d.id}}]", "SELECT 1 AS id");

        Assert.Equal(
            [
                "models read each other in a circle: curated.a → curated.b → curated.a",
                "model reads its own table: curated.c → curated.c",
                "models read each other in a circle: staging.d → staging.e → staging.d",
            ],
            (await _lake.ErrorsAsync()).Select(error => error.Message));
    }
}
