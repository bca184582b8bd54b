using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Serving.Commands;

/// <summary>Commands of a lake that a server has print and end as they do without one.</summary>
public sealed class ServedCommandTests(TwinLakes lakes) : IClassFixture<TwinLakes>
{
    [Theory]
    [InlineData("query -o table|SELECT 1 AS a, 'ö' AS b")]
    [InlineData("query -o json|SELECT 1 AS a, NULL AS b")]
    [InlineData("query -o csv|SELECT 'a,\"b' AS a")]
    [InlineData("query -o markdown|SELECT 1 AS a")]
    [InlineData("query -p|id=42|SELECT count(*) AS n FROM curated.totals WHERE id = $id")]
    [InlineData("query --name answer")]
    [InlineData("query --estimate -o csv|SELECT id FROM curated.totals")]
    [InlineData("query|SHOW TABLES IN curated")]
    [InlineData("query|SELECT nothing FROM curated.totals")]
    [InlineData("query|SELECT * FROM read_csv('/etc/passwd')")]
    [InlineData("query --max-rows 1|SELECT * FROM range(3)")]
    [InlineData("query --name none")]
    [InlineData("query --file none.sql")]
    [InlineData("run -s none")]
    [InlineData("ls crawlers")]
    [InlineData("preview curated.totals -o csv")]
    [InlineData("lineage curated.totals -o csv")]
    [InlineData("catalog list -o csv")]
    [InlineData("catalog show curated.none")]
    [InlineData("tables properties curated.totals -o json")]
    [InlineData("bookmark reset curated.totals --no-input")]
    [InlineData("validate")]
    [InlineData("validate --no-such-option")]
    public async Task A_command_prints_and_ends_as_without_a_server(string line)
    {
        string[] parts = line.Split('|');
        string[] arguments = [.. parts[0].Split(' '), .. parts[1..]];

        Task<TarnResult> starting = lakes.RunServedAsync(arguments);
        TarnResult alone = await lakes.RunAloneAsync(arguments);
        TarnResult served = await starting;

        Assert.Equal(alone.Output, served.Output);
        Assert.Equal(
            alone.Errors.Replace(lakes.Alone.Directory, "LAKE", StringComparison.Ordinal),
            served.Errors.Replace(lakes.Served.Lake.Directory, "LAKE", StringComparison.Ordinal));
        Assert.Equal(alone.ExitCode, served.ExitCode);
    }

    [Fact]
    public async Task Only_verbose_says_that_a_server_ran_it()
    {
        TarnResult quiet = await lakes.RunServedAsync("query", "-o", "csv", "SELECT 1 AS a");
        TarnResult verbose = await lakes.RunServedAsync("query", "-v", "-o", "csv", "SELECT 1 AS a");

        Assert.Equal("", quiet.Errors);
        Assert.Contains($"the server at {lakes.Served.Endpoint}", verbose.Errors, StringComparison.Ordinal);
        Assert.Equal(quiet.Output, verbose.Output);
    }

    [Fact]
    public async Task Another_environment_is_refused()
    {
        TarnResult result = await lakes.RunServedAsync("-e", "none", "query", "SELECT 1");

        Assert.Contains("error[TN1007]", result.Errors, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task A_file_is_meant_from_where_the_command_was_called()
    {
        string directory = Path.Combine(lakes.Served.Lake.Directory, "below");
        Directory.CreateDirectory(directory);
        File.Copy(Path.Combine(lakes.Served.Lake.Directory, "wrong.sql"), Path.Combine(directory, "wrong.sql"), true);

        ClientResult wrong = await ShellAsync($"cd {directory} && $TARN query --file wrong.sql");
        ClientResult written = await ShellAsync(
            $"cd {directory} && $TARN query -o parquet:rows.parquet 'SELECT 7 AS a'");

        Assert.Contains("wrong.sql:2:3", wrong.Errors, StringComparison.Ordinal);
        Assert.Equal(0, written.ExitCode);
        Assert.True(File.Exists(Path.Combine(directory, "rows.parquet")));
    }

    [Fact]
    public async Task The_input_is_read_when_a_command_asks_for_it_and_else_left_to_the_next_program()
    {
        string lake = lakes.Served.Lake.Directory;

        TarnResult piped = await TarnProcess.RunWithInputAsync(
            "SELECT 'größe' AS a", "-C", lake, "query", "-o", "csv");
        TarnResult script = await TarnProcess.RunWithInputAsync(
            "SELECT 1 AS a;\nSELECT nothing;\n", "-C", lake, "shell", "-o", "csv");
        ClientResult loop = await ShellAsync(
            $"printf 'a\\nb\\n' | while read line; do $TARN -C {lake} query -o csv \"SELECT '$line' AS a\"; done");

        Assert.Equal("a\ngröße\n", piped.Output);
        Assert.Equal("a\n1\n", script.Output);
        Assert.Contains("input:2:8", script.Errors, StringComparison.Ordinal);
        Assert.Equal(1, script.ExitCode);
        Assert.Equal("a\na\na\nb\n", loop.Output);
    }

    [Fact]
    public async Task A_large_result_comes_whole()
    {
        TarnResult result = await lakes.RunServedAsync(
            "query", "-o", "csv", "SELECT range AS n, 'ö' AS letter FROM range(200000)");

        string[] lines = result.Output.Split('\n');
        Assert.Equal(200_002, lines.Length);
        Assert.Equal("199999,ö", lines[200_000]);
    }

    [Fact]
    public async Task A_reader_that_has_enough_ends_the_command()
    {
        ClientResult result = await ShellAsync(
            $"$TARN -C {lakes.Served.Lake.Directory} query -o csv 'SELECT * FROM range(100000000)' | head -n 2");

        Assert.Equal("range\n0\n", result.Output);
    }

    private static Task<ClientResult> ShellAsync(string script) => ClientProgram.RunAsync(
        "/bin/sh",
        ["-c", script],
        new Dictionary<string, string>
        {
            ["TARN"] = string.Join(' ', TarnProgram.Command),
        });
}
