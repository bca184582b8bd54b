using Tarn.Common;
using Tarn.Definitions;
using Tarn.Definitions.Sql;
using Tarn.Engine;
using Tarn.Engine.Parsing;
using Xunit;

namespace Tarn.Tests.Definitions;

public sealed class DuckSqlAnalyzerTests : IDisposable
{
    private readonly DuckInstance _instance = DuckInstance.Open(new EngineOptions());
    private readonly LakeDirectory _lake;

    public DuckSqlAnalyzerTests() =>
        _lake = new LakeDirectory { Analyzer = new DuckSqlAnalyzer(new SqlParser(_instance)) };

    public void Dispose()
    {
        _lake.Dispose();
        _instance.Dispose();
    }

    [Fact]
    public async Task Inputs_come_from_every_part_of_the_SQL()
    {
        _lake.Model("staging.zones", "", "SELECT 1 AS id");
        _lake.Model("staging.days", "", "SELECT * FROM range(10) AS r(day)");
        _lake.Model("staging.trips", "", """
            WITH recent AS (SELECT * FROM raw.trips)
            SELECT * FROM recent JOIN "staging"."zones" USING (id)
            WHERE id IN (SELECT day FROM Staging.Days) AND EXISTS (FROM (VALUES (1)) AS v)
            """);

        LakeDefinition lake = await _lake.LoadAsync();

        Assert.Equal(
            ["raw.trips", "staging.zones", "staging.days"], lake.Models[^1].Inputs.Select(input => input.ToString()));
    }

    [Fact]
    public async Task A_syntax_error_is_shown_in_its_line_of_the_file()
    {
        _lake.Model(
            "staging.trips", "description: Fahrten – täglich", "SELECT 'Größe',\n       FROM raw.trips\n  WHERE AND 1");

        Assert.Equal(
            """
            error[TN2007]: syntax error at or near "AND"
              --> models/staging/trips.sql:6:9
               |
             6 |   WHERE AND 1
               |         ^^^ the engine stopped here
            """,
            await _lake.ErrorTextAsync());
    }

    [Fact]
    public async Task A_syntax_error_in_a_named_query_is_shown_in_its_block()
    {
        _lake.Write("queries/top.yaml", "kind: query\nsql: |\n\n    SELECT 1\n      FROM FROM raw.trips\n");

        Assert.Equal(
            """
            error[TN2007]: syntax error at or near "FROM"
              --> queries/top.yaml:5:12
               |
             5 |       FROM FROM raw.trips
               |            ^^^^ the engine stopped here
            """,
            await _lake.ErrorTextAsync());
    }

    [Fact]
    public async Task A_syntax_error_in_a_check_is_shown_in_the_front_matter()
    {
        _lake.Model("staging.trips", "checks:\n  - sql: {name: sane, where: fare < < 0}", "SELECT 1 AS fare");

        Assert.Equal(
            """
            error[TN2007]: syntax error at or near "<"
              --> models/staging/trips.sql:3:37
               |
             3 |   - sql: {name: sane, where: fare < < 0}
               |                                     ^ it is a condition over the model's columns
            """,
            await _lake.ErrorTextAsync());
    }

    [Theory]
    [InlineData("CREATE TABLE x AS SELECT 1", "Only a SELECT statement is allowed here.")]
    [InlineData("SELECT 1; SELECT 2", "One SELECT statement is expected, the text has 2 statements.")]
    [InlineData("-- nothing", "One SELECT statement is expected, the text has 0 statements.")]
    public async Task A_model_is_exactly_one_SELECT(string sql, string message)
    {
        _lake.Model("staging.trips", "", sql);

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal((ErrorCodes.StatementNotAllowed, message), (error.Code, error.Message));
        Assert.Equal("models/staging/trips.sql:4:1", error.Location!.ToString());
    }

    [Theory]
    [InlineData("SELECT * FROM read_csv('x.csv')", "table function 'read_csv'", 8)]
    [InlineData("SELECT * FROM read_parquet('x.parquet')", "table function 'read_parquet'", 12)]
    [InlineData("SELECT * FROM glob('*')", "table function 'glob'", 4)]
    [InlineData("FROM '/etc/passwd.csv'", "'/etc/passwd.csv' is a file", 17)]
    [InlineData("SELECT (SELECT count(*) FROM read_text('x'))", "table function 'read_text'", 9)]
    public async Task Models_name_catalog_tables_only(string sql, string what, int length)
    {
        _lake.Model("staging.trips", "", sql);

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal(ErrorCodes.StatementNotAllowed, error.Code);
        Assert.StartsWith(what, error.Message, StringComparison.Ordinal);
        Assert.Equal(length, error.Location!.Length);
    }

    [Fact]
    public async Task A_three_part_name_is_no_table_of_the_lake()
    {
        _lake.Model("staging.trips", "", "SELECT * FROM memory.raw.trips");

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal("table 'memory.raw.trips' is not database.table", error.Message);
        Assert.Equal("models/staging/trips.sql:4:15", error.Location!.ToString());
    }

    [Theory]
    [InlineData("fare IN (SELECT fare FROM raw.trips)")]
    [InlineData("1 = 1) UNION SELECT count(*) FROM read_csv('x.csv'")]
    public async Task A_condition_reads_no_tables(string where)
    {
        _lake.Model(
            "staging.trips", $"checks:\n  - sql:\n      name: sane\n      where: \"{where}\"", "SELECT 1 AS fare");

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal("a condition of a model cannot read tables", error.Message);
    }
}
