using Tarn.Common;
using Tarn.Definitions.Sql;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing;
using Xunit;

namespace Tarn.Tests.Queries.Safety;

public sealed class StatementSafetyTests(EscapeLake lake) : IClassFixture<EscapeLake>
{
    private static readonly string[] Refusals =
        [ErrorCodes.StatementNotAllowed, ErrorCodes.UnknownTable, ErrorCodes.SqlSyntax, ErrorCodes.SqlBinding];

    public static TheoryData<string, SqlDialect> Attempts()
    {
        TheoryData<string, SqlDialect> data = [];
        foreach (string sql in EscapeAttempts.All)
        {
            data.Add(sql, SqlDialect.Athena);
            data.Add(sql, SqlDialect.DuckDb);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task A_statement_that_reaches_outside_is_refused(string attempt, SqlDialect dialect)
    {
        string sql = lake.Fill(attempt);

        TarnException exception = await Assert.ThrowsAnyAsync<TarnException>(() => lake.ReadAsync(sql, dialect));

        Assert.True(Refusals.Contains(exception.Code), $"{exception.Code}: {exception.Message}");
        Assert.DoesNotContain(EscapeLake.Secret, exception.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(lake.Files, Directory.GetFileSystemEntries(lake.Outside).Order());
    }

    [Fact]
    public void There_are_at_least_sixty_attempts() =>
        Assert.True(EscapeAttempts.All.Distinct().Count() >= 60);

    [Theory]
    [InlineData("SELECT id,\n  getvariable('x') FROM staging.orders", "getvariable")]
    [InlineData("SELECT date_parse('2020', '%Y'), current_setting('threads')", "current_setting")]
    public async Task The_error_has_the_place_in_the_text_as_it_was_written(string sql, string function)
    {
        EngineException exception = await Assert.ThrowsAsync<EngineException>(
            () => lake.ReadAsync(sql, SqlDialect.Athena));

        Assert.Equal(ErrorCodes.StatementNotAllowed, exception.Code);
        Assert.Equal(sql.IndexOf(function, StringComparison.Ordinal), exception.Position);
        Assert.Contains(function, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT count(*) FROM staging.orders", "2")]
    [InlineData("SELECT main.upper('a')", "A")]
    [InlineData("WITH t AS (SELECT 'read_text(''x'')' AS a) SELECT a FROM t", "read_text('x')")]
    [InlineData("SELECT count(*) FROM range(3) t(i), UNNEST([1, 2])", "6")]
    [InlineData("SELECT repeat('ab', 2) || lpad('1', 3, '0')", "abab001")]
    [InlineData("SELECT len(range(5)) + len(generate_series(1, 4)) + len(repeat([1], 3))", "12")]
    [InlineData("SELECT len(range(DATE '2024-01-01', DATE '2024-01-05', INTERVAL 1 DAY))", "4")]
    [InlineData("SELECT pg_typeof(1) || current_user", "integerduckdb")]
    public async Task What_stays_inside_is_allowed(string sql, string expected) =>
        Assert.Equal([expected], await lake.ReadAsync(sql, SqlDialect.DuckDb));

    [Theory]
    [InlineData("SELECT * FROM read_text('{canary}')")]
    [InlineData("SELECT * FROM '{canary}'")]
    [InlineData("SELECT * FROM \"{canary}\" AS t")]
    [InlineData("SELECT 1; ATTACH '{folder}/x.db' AS x")]
    [InlineData("SELECT current_setting('temp_directory')")]
    [InlineData("SELECT * FROM information_schema.tables, system.information_schema.columns")]
    public async Task A_view_that_came_into_the_catalog_reaches_no_further(string attempt)
    {
        await lake.PutViewAsync(lake.Fill(attempt));

        TarnException exception = await Assert.ThrowsAnyAsync<TarnException>(
            () => lake.ReadAsync("SELECT * FROM staging.imported", SqlDialect.Athena));

        Assert.True(Refusals.Contains(exception.Code), $"{exception.Code}: {exception.Message}");
        Assert.Equal(lake.Files, Directory.GetFileSystemEntries(lake.Outside).Order());
    }

    [Theory]
    [InlineData("SELECT 1 AS n WHERE (current_setting('threads')) > 0", 21)]
    [InlineData("SELECT (SHOW_TABLES), getenv('HOME')", 22)]
    public async Task The_SQL_of_definitions_obeys_the_same_rules(string sql, int place)
    {
        using DuckInstance instance = DuckInstance.Open(new EngineOptions { Threads = 1 });
        DuckSqlAnalyzer analyzer = new(new SqlParser(instance));

        SqlAnalysis analysis = await analyzer.AnalyzeAsync(sql, SqlDialect.DuckDb, CancellationToken.None);

        SqlAnalysis.Refused refused = Assert.IsType<SqlAnalysis.Refused>(analysis);
        Assert.Equal((ErrorCodes.StatementNotAllowed, place), (refused.Code, refused.Offset));
    }

    /// <summary>
    /// Functions that the engine itself calls neither constant nor consistent: a new one must be looked at.
    /// </summary>
    [Fact]
    public async Task Every_function_of_the_engine_with_a_state_is_judged()
    {
        using DuckInstance instance = DuckInstance.Open(new EngineOptions { Threads = 1 });
        using DuckConnection connection = instance.Connect();
        IReadOnlyList<object?[]> rows = await connection.QueryAllAsync(
            """
            SELECT DISTINCT function_name FROM duckdb_functions()
            WHERE function_type = 'scalar' AND stability <> 'CONSISTENT' OR parameters::VARCHAR LIKE '%setting%'
            """,
            CancellationToken.None);
        string[] judged =
        [
            "current_date", "current_localtime", "current_localtimestamp", "error", "gen_random_uuid",
            "get_current_time", "get_current_timestamp", "now", "random", "setseed", "stats", "today",
            "transaction_timestamp", "uuid", "uuidv4", "uuidv7", "current_schema",
        ];

        Assert.Empty(rows.Select(row => (string)row[0]!)
            .Where(name => !OutsideFunctions.Contains(name)).Except(judged));
    }
}
