using System.Text.Json;
using Tarn.Cli;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli.Commands;

public sealed class QueryCommandTests(CliLake lake) : IClassFixture<CliLake>
{
    private const string Sql = "SELECT 1 AS a, 'x' AS b UNION ALL SELECT NULL, 'y,z' ORDER BY b";

    [Theory]
    [InlineData("csv", "a,b\n1,x\n,\"y,z\"\n")]
    [InlineData("jsonl", "{\"a\":1,\"b\":\"x\"}\n{\"a\":null,\"b\":\"y,z\"}\n")]
    [InlineData("markdown", "| a | b |\n| ---: | --- |\n| 1 | x |\n| NULL | y,z |\n")]
    public async Task Results_come_in_every_format(string format, string expected)
    {
        TestTerminal terminal = await ExpectAsync(ExitCode.Ok, "query", Sql, "-o", format);

        Assert.Equal(expected, terminal.Output.ReplaceLineEndings("\n"));
        Assert.Equal("", terminal.Error);
    }

    [Fact]
    public async Task Json_is_a_document()
    {
        TestTerminal terminal = await ExpectAsync(ExitCode.Ok, "query", Sql, "-o", "json");

        using JsonDocument document = JsonDocument.Parse(terminal.Output);
        Assert.Equal("y,z", document.RootElement.GetProperty("rows")[1].GetProperty("b").GetString());
    }

    [Fact]
    public async Task A_result_can_be_written_to_a_Parquet_file()
    {
        const string trips = "SELECT trip_id, pickup_at, fare_amount FROM staging.trips";
        await ExpectAsync(ExitCode.Ok, "query", trips, "-o", "parquet", "t.parquet");

        await using FileStream file = File.OpenRead(Path.Join(lake.WorkingDirectory, "t.parquet"));
        byte[] magic = new byte[4];
        await file.ReadExactlyAsync(magic, TestContext.Current.CancellationToken);
        Assert.Equal("PAR1"u8.ToArray(), magic);
    }

    [Fact]
    public async Task Sql_comes_from_the_argument_a_file_the_input_or_a_named_query()
    {
        string file = Path.Join(lake.WorkingDirectory, "q.sql");
        await File.WriteAllTextAsync(file, "SELECT 42 AS n", TestContext.Current.CancellationToken);
        TestTerminal input = new(lake.WorkingDirectory) { Input = "SELECT 42 AS n" };

        Assert.Equal("42\n", (await ExpectAsync(ExitCode.Ok, "query", "-f", "q.sql")).Output);
        Assert.Equal(ExitCode.Ok, await input.RunAsync("-C", "lake", "query"));
        Assert.Equal("42\n", input.Output);
        TestTerminal named = await ExpectAsync(ExitCode.Ok, "query", "--name", "busiest_zones");
        Assert.Equal(10, named.Output.Trim().Split('\n').Length);
    }

    [Fact]
    public async Task Parameters_are_bound_not_pasted()
    {
        TestTerminal terminal = await ExpectAsync(
            ExitCode.Ok, "query", "SELECT $who AS who, $n + 1 AS n", "-p", "who=x' OR '1'='1", "-p", "n=41");

        Assert.Equal("x' OR '1'='1\t42\n", terminal.Output);
    }

    [Fact]
    public async Task Statements_that_are_no_queries_print_rows_or_say_what_they_did()
    {
        TestTerminal listed = await ExpectAsync(ExitCode.Ok, "query", "SHOW DATABASES LIKE 'st*'", "-o", "csv");
        TestTerminal made = await ExpectAsync(ExitCode.Ok, "query", "CREATE DATABASE IF NOT EXISTS staging");
        TestTerminal other = await ExpectAsync(null, "query", "SHOW DATABASES", "-o", "parquet", "t.parquet");

        Assert.Equal("database_name\nstaging\n", listed.Output.ReplaceLineEndings("\n"));
        Assert.Equal(("", "staging is there already\n"), (made.Output, made.Error.ReplaceLineEndings("\n")));
        Assert.Contains("only the rows of a SELECT", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_syntax_error_of_a_statement_has_a_caret()
    {
        TestTerminal terminal = await ExpectAsync(ExitCode.Usage, "query", "SHOW COLUMNS staging.trips");

        Assert.Contains("error[TN2007]: SYNTAX_ERROR: line 1:14:", terminal.Error, StringComparison.Ordinal);
        Assert.Contains("--> SQL:1:14", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statements_are_Athenas_unless_told_otherwise()
    {
        Assert.Equal("3\n", (await ExpectAsync(ExitCode.Ok, "query", "SELECT 7 / 2")).Output);
        Assert.Equal("3.5\n", (await ExpectAsync(ExitCode.Ok, "query", "SELECT 7 / 2", "--dialect", "duckdb")).Output);
        TestTerminal bound = await ExpectAsync(
            ExitCode.Ok, "query", "SELECT ? || '-' || ?", "-p", "1=a", "-p", "2=b");
        Assert.Equal("a-b\n", bound.Output);
        TestTerminal named = await ExpectAsync(ExitCode.Ok, "query", "SELECT :a || :b", "-p", "a=x", "-p", "b=y");
        Assert.Equal("xy\n", named.Output);
    }

    [Theory]
    [InlineData("SELECT * FROM staging.trip", "TN2008", "did you mean 'staging.trips'?")]
    [InlineData("SELECT * FROM '/etc/passwd'", "TN2008", "MISSING_SCHEMA_NAME: line 1:15")]
    [InlineData("SELECT fare FROM staging.trips", "TN3", "SQL:1:8")]
    [InlineData("SELECT 1 FORM x y", "TN2007", "SQL:1:")]
    [InlineData("SELECT transform(ARRAY[1], x -> x), fare FROM staging.trips", "TN3", "SQL:1:37")]
    [InlineData("SELECT * FROM (VALUES 1, 2) t(x), staging.trip", "TN2008", "SQL:1:35")]
    public async Task A_wrong_statement_is_shown_with_its_place(string sql, string code, string message)
    {
        TestTerminal terminal = await ExpectAsync(null, "query", sql);

        Assert.Contains($"error[{code}", terminal.Error, StringComparison.Ordinal);
        Assert.Contains(message, terminal.Error, StringComparison.Ordinal);
        Assert.Contains("--> SQL:1:", terminal.Error, StringComparison.Ordinal);
        Assert.Contains(sql, terminal.Error, StringComparison.Ordinal);
        Assert.Equal("", terminal.Output);
    }

    [Fact]
    public async Task A_wrong_named_query_is_shown_with_its_place_in_its_file()
    {
        using LakeRig rig = new();
        rig.Write("lake.yaml", rig.LakeYaml);
        rig.Write("queries/wrong.yaml", "kind: query\nsql: |\n    SELECT 1 AS a,\n      nope\n");
        TestTerminal terminal = new(rig.Directory);

        Assert.Equal(ExitCode.Failed, await terminal.RunAsync("query", "--name", "wrong"));

        Assert.Contains("--> queries/wrong.yaml:4:7", terminal.Error, StringComparison.Ordinal);
        Assert.Contains(" 4 |       nope\n   |       ^^^^", terminal.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DROP TABLE staging.trips")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("SELECT * FROM read_csv('/etc/passwd')")]
    [InlineData("COPY (SELECT 1) TO 'out.csv'")]
    [InlineData("ATTACH 'x.db'")]
    public async Task Statements_that_reach_beyond_the_lake_are_refused(string sql)
    {
        TestTerminal terminal = await ExpectAsync(ExitCode.NotAllowed, "query", sql);

        Assert.Contains("error[TN3", terminal.Error, StringComparison.Ordinal);
        Assert.Equal("", terminal.Output);
    }

    [Theory]
    [InlineData("--timeout", "30x")]
    [InlineData("--max-rows", "0")]
    [InlineData("--max-bytes", "much")]
    public async Task Limits_that_are_none_are_refused(string option, string value)
    {
        TestTerminal terminal = await ExpectAsync(ExitCode.Usage, "query", Sql, option, value);

        Assert.Contains($"'{value}' is no", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_of_the_command_line_are_kept()
    {
        TestTerminal rows = await ExpectAsync(ExitCode.Failed, "query", Sql, "--max-rows", "1");
        TestTerminal bytes = await ExpectAsync(
            ExitCode.Failed, "query", "SELECT * FROM staging.trips", "--max-bytes", "1KB");
        TestTerminal time = await ExpectAsync(
            ExitCode.Failed, "query", "SELECT sum(hash(a.i + b.i)) FROM range(100000) a(i), range(100000) b(i)",
            "--timeout", "0.3s");

        Assert.Contains("TN3013", rows.Error, StringComparison.Ordinal);
        Assert.Contains("TN3014", bytes.Error, StringComparison.Ordinal);
        Assert.Contains("TN3012", time.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_estimate_is_no_less_than_what_is_read()
    {
        const string sql = "SELECT sum(fare_amount) FROM staging.trips";
        TestTerminal terminal = await ExpectAsync(ExitCode.Ok, "query", sql, "--estimate", "-o", "json");
        using JsonDocument document = JsonDocument.Parse(terminal.Output);
        JsonElement table = document.RootElement.GetProperty("rows")[0];

        TestTerminal verbose = await ExpectAsync(ExitCode.Ok, "query", sql, "--verbose");

        Assert.Equal("staging.trips", table.GetProperty("table").GetString());
        Assert.True(table.GetProperty("bytes_max").GetInt64() > 1000);
        Assert.Matches(@"files, [\d.]+ [kM]?B, [\d.]+ [kM]?B read, \$0\.0000", verbose.Error);
    }

    [Fact]
    public async Task Statistics_are_a_document_for_programs()
    {
        const string sql = "SELECT sum(fare_amount) FROM staging.trips";
        await ExpectAsync(ExitCode.Ok, "query", sql, "--stats", "stats.json");
        string text = await File.ReadAllTextAsync(
            Path.Join(lake.WorkingDirectory, "stats.json"), TestContext.Current.CancellationToken);
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement root = document.RootElement;

        Assert.Equal((1, 1), (root.GetProperty("schema_version").GetInt32(), root.GetProperty("rows").GetInt32()));
        Assert.True(root.GetProperty("plan_seconds").GetDouble() > 0);
        Assert.True(root.GetProperty("run_seconds").GetDouble() > 0);
        Assert.True(root.GetProperty("bytes_scanned").GetInt64() > 1000);
        Assert.Equal(0.00005m, root.GetProperty("dollars").GetDecimal());
        Assert.False(root.GetProperty("is_reused").GetBoolean());
        JsonElement table = Assert.Single(root.GetProperty("tables").EnumerateArray());
        Assert.Equal("staging.trips", table.GetProperty("table").GetString());
        Assert.Equal(table.GetProperty("files_total").GetInt64(), table.GetProperty("files_read").GetInt64());
    }

    [Fact]
    public async Task A_reused_result_reads_nothing_and_says_so()
    {
        const string sql = "SELECT count(*) FROM staging.trips WHERE fare_amount > 10";
        TestTerminal first = await ExpectAsync(ExitCode.Ok, "query", sql, "--reuse", "10m", "--stats", "-");
        TestTerminal second = await ExpectAsync(
            ExitCode.Ok, "query", sql, "--reuse", "10m", "--verbose", "--stats", "other.json");
        TestTerminal off = await ExpectAsync(ExitCode.Ok, "query", sql, "--reuse", "off", "--verbose");
        TestTerminal wrong = await ExpectAsync(ExitCode.Usage, "query", sql, "--reuse", "long");

        Assert.Equal((first.Output, first.Output), (second.Output, off.Output));
        Assert.Contains("\"is_reused\": false", first.Error, StringComparison.Ordinal);
        Assert.Matches(@"1 row · .* · reused from 20\d\d-.*Z, 0 B read, \$0\.000000", second.Error);
        Assert.DoesNotContain("reused", off.Error, StringComparison.Ordinal);
        Assert.Contains("'long' is no age", wrong.Error, StringComparison.Ordinal);
    }

    private async Task<TestTerminal> ExpectAsync(ExitCode? expected, params string[] arguments)
    {
        TestTerminal terminal = new(lake.WorkingDirectory);
        ExitCode exitCode = await terminal.RunAsync(["-C", "lake", .. arguments]);
        Assert.True(
            expected is null ? exitCode != ExitCode.Ok : exitCode == expected, $"{exitCode}: {terminal.Error}");
        return terminal;
    }
}
