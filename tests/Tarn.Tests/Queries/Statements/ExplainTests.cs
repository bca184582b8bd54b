using System.Text.Json;
using Tarn.Common;
using Tarn.Engine.Errors;
using Tarn.Queries;
using Tarn.Queries.Statements;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Statements;

public sealed class ExplainTests : IAsyncLifetime
{
    private readonly LakeRig _lake = new()
    {
        LakeYaml = """
            version: 1
            name: explain
            zones: {raw: , staging: , curated: }
            tables:
              raw.events:
                files: events/*.csv
                columns: {id: bigint, day: bigint}
            """,
    };

    public async ValueTask InitializeAsync()
    {
        IEnumerable<string> rows = Enumerable.Range(0, 40).Select(id => $"{id},{id % 4}\n");
        _lake.Write("data/raw/events/a.csv", "id,day\n" + string.Concat(rows));
        _lake.WriteModel("staging.events", "partition_by: [day]", "SELECT id, day FROM raw.events");
        await _lake.RunAsync();
        await _lake.ExecuteAsync(
            "CREATE TABLE curated.names WITH (format = 'JSON') AS SELECT id, CAST(id AS varchar) AS name"
            + " FROM staging.events");
    }

    public ValueTask DisposeAsync()
    {
        _lake.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_plan_names_tables_of_the_catalog_and_says_what_is_pruned()
    {
        string plan = await ExplainAsync(
            "EXPLAIN SELECT e.id, n.name FROM staging.events e JOIN curated.names n ON e.id = n.id"
            + " WHERE e.day = 2 AND n.name LIKE '1%'");

        Assert.Contains("- HASH_JOIN", plan, StringComparison.Ordinal);
        Assert.Contains("Conditions: id = id", plan, StringComparison.Ordinal);
        Assert.Contains("- SCAN staging.events\n", plan, StringComparison.Ordinal);
        Assert.Contains("Files: 1 of 4, ", plan, StringComparison.Ordinal);
        Assert.Contains("Files are chosen by: day = 2\n", plan, StringComparison.Ordinal);
        Assert.Contains("- SCAN curated.names\n", plan, StringComparison.Ordinal);
        Assert.Contains("Estimated rows: ", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("\u241f", plan, StringComparison.Ordinal);
        Assert.DoesNotContain(_lake.Directory, plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("staging.events FOR VERSION AS OF 0", "staging.events")]
    [InlineData("raw.events", "raw.events")]
    [InlineData("(SELECT * FROM curated.names)", "curated.names")]
    public async Task A_table_is_named_where_no_column_of_it_is_read(string from, string name)
    {
        string plan = await ExplainAsync($"EXPLAIN (TYPE DISTRIBUTED, FORMAT TEXT) SELECT count(*) FROM {from}");

        Assert.StartsWith("Fragment 0 [SINGLE]\n- ", plan, StringComparison.Ordinal);
        Assert.Contains($"- SCAN {name}\n", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_runs_the_query_and_says_what_each_operator_did()
    {
        string text = await ExplainAsync("EXPLAIN ANALYZE SELECT day, count(*) FROM staging.events GROUP BY day");
        string json = await ExplainAsync(
            "EXPLAIN ANALYZE (FORMAT JSON) SELECT id FROM staging.events WHERE day = 3 AND id > 10");

        Assert.Matches(@"^Fragment 0 \[SINGLE\]\nTook [0-9.]+ ms, read [1-9][0-9]* bytes\n", text);
        Assert.Matches(@"- SCAN staging.events\n(.+\n)+? +Rows: 40, time: [0-9.]+ ms", text);
        Assert.Contains("Estimated rows: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("cardinality", text, StringComparison.OrdinalIgnoreCase);
        JsonElement plan = JsonDocument.Parse(json).RootElement;
        Assert.True(plan.GetProperty("bytesRead").GetInt64() > 0);
        JsonElement table = Assert.Single(plan.GetProperty("tables").EnumerateArray());
        Assert.Equal("staging.events", table.GetProperty("name").GetString());
        Assert.Equal(1, table.GetProperty("filesRead").GetInt32());
        Assert.Equal("day = 3 AND id > 10", table.GetProperty("conditions")[0].GetString());
        Assert.Equal(8, plan.GetProperty("root").GetProperty("rows").GetInt64());
    }

    [Fact]
    public async Task A_plan_is_drawn_as_a_graph()
    {
        string graph = await ExplainAsync("EXPLAIN (FORMAT GRAPHVIZ) SELECT id FROM staging.events ORDER BY id");

        Assert.StartsWith("digraph plan {\n", graph, StringComparison.Ordinal);
        Assert.Contains("[label=\"SCAN staging.events\\n", graph, StringComparison.Ordinal);
        Assert.Contains("  n1 -> n0;\n", graph, StringComparison.Ordinal);
        Assert.EndsWith("}", graph, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT id FROM staging.events")]
    [InlineData("INSERT INTO curated.names SELECT id, 'x' FROM staging.events")]
    [InlineData("SHOW TABLES")]
    public async Task A_right_statement_is_valid_and_not_run(string sql)
    {
        Assert.Equal(["true"], await _lake.ExecuteAsync($"EXPLAIN (TYPE VALIDATE) {sql}"));
        Assert.Equal(["40"], await _lake.QueryAsync("SELECT count(*) FROM curated.names"));
    }

    [Fact]
    public async Task A_wrong_statement_is_an_error_at_its_place()
    {
        const string sql = "EXPLAIN (TYPE VALIDATE) SELECT none FROM staging.events";

        EngineException exception = await Assert.ThrowsAsync<EngineException>(() => _lake.ExecuteAsync(sql));

        Assert.Equal(sql.IndexOf("none", StringComparison.Ordinal), exception.Position);
    }

    [Fact]
    public async Task Tables_that_are_read_and_written_are_told()
    {
        string json = await ExplainAsync(
            "EXPLAIN (TYPE IO, FORMAT JSON)"
            + " INSERT INTO curated.names SELECT id, 'x' FROM staging.events WHERE day = 1");

        JsonElement tables = JsonDocument.Parse(json).RootElement;
        JsonElement input = Assert.Single(tables.GetProperty("inputTableColumnInfos").EnumerateArray());
        Assert.Equal("events", input.GetProperty("table").GetProperty("schemaTable").GetProperty("table").GetString());
        Assert.Equal("day = 1", input.GetProperty("conditions")[0].GetString());
        Assert.Equal(1, input.GetProperty("estimate").GetProperty("files").GetInt32());
        Assert.Equal(
            "curated",
            tables.GetProperty("outputTable").GetProperty("schemaTable").GetProperty("schema").GetString());
    }

    [Theory]
    [InlineData("EXPLAIN (FORMAT YAML) SELECT 1", "mismatched input 'YAML'. Expecting: 'TEXT', 'JSON', 'GRAPHVIZ'")]
    [InlineData("EXPLAIN (TYPE COST) SELECT 1", "Expecting: 'LOGICAL', 'DISTRIBUTED', 'VALIDATE', 'IO'")]
    [InlineData("EXPLAIN (VERBOSE) SELECT 1", "mismatched input 'VERBOSE'. Expecting: 'FORMAT', 'TYPE'")]
    [InlineData("EXPLAIN (FORMAT TEXT, COLOR RED) SELECT 1", "mismatched input 'COLOR'. Expecting: 'FORMAT', 'TYPE'")]
    [InlineData("EXPLAIN (TYPE IO, FORMAT TEXT) SELECT 1", "TYPE IO has FORMAT JSON only")]
    [InlineData("EXPLAIN ANALYZE (FORMAT GRAPHVIZ) SELECT 1", "mismatched input 'GRAPHVIZ'")]
    [InlineData("EXPLAIN", "<statement>")]
    [InlineData("EXPLAIN SHOW TABLES", "NOT_SUPPORTED")]
    [InlineData("EXPLAIN ANALYZE INSERT INTO raw.t SELECT 1", "NOT_SUPPORTED")]
    [InlineData("EXPLAIN EXPLAIN SELECT 1", "NOT_SUPPORTED")]
    public void What_cannot_be_explained_is_refused(string sql, string message)
    {
        StatementException exception = Assert.Throws<StatementException>(() => StatementReader.Read(sql));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_is_analyzed_has_the_time_of_a_query()
    {
        _lake.LakeYaml += "\nengine: {limits: {time: 1s}}\n";

        TarnException exception = await Assert.ThrowsAnyAsync<TarnException>(() => _lake.ExecuteAsync(
            "EXPLAIN ANALYZE SELECT sum(hash(a.i + b.i)) FROM range(100000) a(i), range(100000) b(i)"));

        Assert.Equal(ErrorCodes.TimeLimit, exception.Code);
    }

    private async Task<string> ExplainAsync(string sql) => string.Join('\n', await _lake.ExecuteAsync(sql));
}
