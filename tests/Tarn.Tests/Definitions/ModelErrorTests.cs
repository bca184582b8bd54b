using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Definitions;

public sealed class ModelErrorTests : IDisposable
{
    private const string FromTrips = "SELECT * FROM raw.trips";

    private const string Keys =
        "table, job, description, owner, tags, materialized, strategy, dialect, partition_by, unique_key, bookmark, "
        + "on_arrival, max_tries, deduplicate, parameters, private, deleted_when, latest_by, checks, columns";

    private readonly LakeDirectory _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_misspelt_key_is_shown_with_the_keys_allowed()
    {
        _lake.Model("staging.trips", "job: etl\nmaterialised: table", FromTrips);

        Assert.Equal(
            $"""
            error[TN2004]: unknown key 'materialised'
              --> models/staging/trips.sql:3:1
               |
             3 | materialised: table
               | ^^^^^^^^^^^^ did you mean 'materialized'?
               = allowed here: {Keys}
            """,
            await _lake.ErrorTextAsync());
    }

    [Fact]
    public async Task A_misspelt_value_is_shown_with_the_values_allowed()
    {
        _lake.Model("staging.trips", "materialized: incremental\nstrategy: insert-overwrite", FromTrips);

        Assert.Equal(
            """
            error[TN2006]: strategy is 'insert-overwrite', which is none of its values
              --> models/staging/trips.sql:3:11
               |
             3 | strategy: insert-overwrite
               |           ^^^^^^^^^^^^^^^^ did you mean 'insert_overwrite'?
               = allowed here: append, merge, delete_insert, insert_overwrite
            """,
            await _lake.ErrorTextAsync());
    }

    [Theory]
    [InlineData("materialized: incremental\nstrategy: merge", "TN2005", "strategy merge needs 'unique_key'", "3:1")]
    [InlineData(
        "materialized: incremental\nstrategy: delete_insert",
        "TN2005",
        "strategy delete_insert needs 'unique_key'",
        "3:1")]
    [InlineData(
        "materialized: incremental\nstrategy: insert_overwrite",
        "TN2005",
        "strategy insert_overwrite needs 'partition_by'",
        "3:1")]
    [InlineData("strategy: append", "TN2006", "strategy is for incremental models", "2:1")]
    [InlineData("bookmark: raw.trips", "TN2006", "bookmark is for incremental models", "2:1")]
    [InlineData("materialized: view\npartition_by: a", "TN2006", "a view has no partitions: it keeps no rows", "3:1")]
    [InlineData("materialized: view\nunique_key: a", "TN2006", "a view has no unique_key: it keeps no rows", "3:1")]
    [InlineData(
        "materialized: view\nchecks: [not_null: a]",
        "TN2006",
        "a view has no checks: there is no moment at which its rows are written",
        "3:1")]
    [InlineData("partition_by: [a, _b]", "TN2006", "partition_by names '_b', which is not stored", "2:1")]
    [InlineData("unique_key: [a, A]", "TN2006", "column 'A' is listed twice", "2:17")]
    [InlineData(
        "partition_by: [a, {b: c}]", "TN2006", "'partition_by' must be text or a list of texts, found a map", "2:19")]
    [InlineData("table: trips", "TN2006", "'trips' is not a table name", "2:8")]
    [InlineData(
        "table: staging.trips__quarantine", "TN2006", "table name 'staging.trips__quarantine' is reserved", "2:8")]
    [InlineData(
        "table: stagin.trips", "TN2006", "table 'stagin.trips' is in 'stagin', which is no zone of this lake", "2:8")]
    [InlineData("job: my job", "TN2006", "'my job' is not a job name", "2:6")]
    [InlineData(
        "materialized: incremental\nbookmark: raw.trps",
        "TN2006",
        "bookmark 'raw.trps' is not read by the model's SQL",
        "3:11")]
    [InlineData("columns: {a: [b]}", "TN2006", "column 'a' must be text, found a list", "2:14")]
    [InlineData("columns: {a: {type: b}}", "TN2004", "unknown key 'type'", "2:15")]
    public async Task Rules_between_keys_are_checked(string frontMatter, string code, string message, string place)
    {
        _lake.Model("staging.trips", frontMatter, FromTrips);

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal((code, message), (error.Code, error.Message));
        Assert.Equal($"models/staging/trips.sql:{place}", error.Location!.ToString());
    }

    [Theory]
    [InlineData(
        "materialized: view\nparameters: {start: a}",
        ":start",
        "TN2006",
        "a view has no parameters: no run gives values for it",
        "3:1")]
    [InlineData("parameters: {start: a}", "", "TN2006", "the SQL does not use the parameter 'start'", "2:14")]
    [InlineData(
        "parameters: {a: 1, A: 2}", ":a", "TN2006", "the parameter 'A' is there already in other letters", "2:20")]
    [InlineData("parameters: {9: a}", "", "TN2006", "'9' is not a parameter name", "2:14")]
    [InlineData(
        "parameters: {start: [a]}",
        ":start",
        "TN2006",
        "the default of 'start' must be text, found a list",
        "2:21")]
    [InlineData(
        "parameters: {select: a}",
        "",
        "TN2006",
        "'select' cannot be a parameter: jobs have an argument of this name",
        "2:14")]
    [InlineData(
        "parameters: {start: }",
        ":start",
        "TN2006",
        "parameter 'start' needs a default: no run can give values to this model",
        "2:14")]
    [InlineData("parameters: {start: a}", ":start AND b = :end", "TN1003", "the model has no parameter 'end'", "4:50")]
    [InlineData("job: a", "$start", "TN1003", "the model has no parameter 'start'", "4:35")]
    public async Task Parameters_and_the_SQL_that_uses_them_must_fit(
        string frontMatter, string condition, string code, string message, string place)
    {
        _lake.Model("staging.trips", frontMatter, $"{FromTrips} WHERE a{(condition == "" ? "" : $" = {condition}")}");

        Diagnostic error = (await _lake.ErrorsAsync())[0];

        Assert.Equal((code, message), (error.Code, error.Message));
        Assert.Equal($"models/staging/trips.sql:{place}", error.Location!.ToString());
    }

    [Theory]
    [InlineData("SELECT 1", "TN2005", "a model starts with a block '/* tarn … */'")]
    [InlineData("/* tran\n*/ SELECT 1", "TN2005", "a model starts with a block '/* tarn … */'")]
    [InlineData("SELECT 1 /* tarn */", "TN2005", "a model starts with a block '/* tarn … */'")]
    [InlineData("/* tarn\njob: a\nSELECT 1", "TN2001", "the block '/* tarn' is never closed")]
    [InlineData("/* tarn */ ;\n", "TN2007", "the model has no SQL")]
    public async Task The_two_parts_of_a_model_must_be_there(string text, string code, string message)
    {
        _lake.Write("models/staging/trips.sql", text);

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal((code, message), (error.Code, error.Message));
    }

    [Fact]
    public async Task A_model_elsewhere_than_in_a_folder_of_its_database_says_its_table()
    {
        _lake.Write("models/trips.sql", "/* tarn\njob: a\n*/ SELECT 1");

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal("the model does not say which table it fills", error.Message);
        Assert.Equal("models/trips.sql:2:1", error.Location!.ToString());
    }

    [Fact]
    public async Task An_incremental_model_of_several_inputs_says_which_one_it_follows()
    {
        _lake.Model("staging.zones", "", "SELECT 1");
        _lake.Model(
            "staging.trips", "materialized: incremental", "SELECT * FROM raw.trips JOIN staging.zones USING (id)");

        Assert.Equal(
            """
            error[TN2005]: an incremental model with 2 inputs must say which one is read incrementally
              --> models/staging/trips.sql:2:1
               |
             2 | materialized: incremental
               | ^^^^^^^^^^^^ add 'bookmark: raw.trips', for example
               = allowed here: raw.trips, staging.zones
            """,
            await _lake.ErrorTextAsync());
    }

    [Fact]
    public async Task A_bookmark_cannot_follow_a_view()
    {
        _lake.Model("staging.all", "materialized: view", FromTrips);
        _lake.Model("staging.some", "materialized: incremental\nbookmark: staging.all", "SELECT * FROM staging.all");
        _lake.Model("staging.rest", "materialized: incremental", "SELECT * FROM staging.all");

        Assert.Equal(
            [
                "an incremental model must read a table, to read what is new of it",
                "bookmark 'staging.all' is a view, which has no files to be new",
            ],
            (await _lake.ErrorsAsync()).Select(error => error.Message));
    }

    [Fact]
    public async Task A_model_with_errors_is_still_known_to_the_others()
    {
        _lake.Model("staging.a", "materialized: tabel", "SELECT 1");
        _lake.Model("staging.b", "", "SELECT * FROM staging.a");

        Assert.Equal(
            "materialized is 'tabel', which is none of its values", Assert.Single(await _lake.ErrorsAsync()).Message);
    }
}
