using Tarn.Cli;
using Tarn.Cli.Commands;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Cli.Shell;
using Tarn.Cli.Shell.Editing;
using Tarn.Engine.Dialect;
using Xunit;

namespace Tarn.Tests.Cli.Shell;

/// <summary>The shell over a lake of taxi trips: scripts from the input, and a person at a fake screen.</summary>
public sealed class ShellTests(CliLake lake) : IClassFixture<CliLake>
{
    [Fact]
    public async Task A_script_runs_its_statements_one_after_another()
    {
        TestTerminal terminal = await RunAsync(
            ExitCode.Ok, "SELECT 1 AS a;\n-- ; not here\nSHOW DATABASES LIKE 'st*'; SELECT ';' AS b\n", "-o", "csv");

        Assert.Equal("a\n1\ndatabase_name\nstaging\nb\n;\n", terminal.Output.ReplaceLineEndings("\n"));
        Assert.Equal("", terminal.Error);
    }

    [Fact]
    public async Task A_script_stops_at_its_first_error_and_names_the_line()
    {
        TestTerminal terminal = await RunAsync(ExitCode.Failed, "SELECT 1;\nSELECT\n  nope;\nSELECT 2;");

        Assert.Equal("1\n", terminal.Output);
        Assert.Contains("COLUMN_NOT_FOUND: line 2:3: Column 'nope'", terminal.Error, StringComparison.Ordinal);
        Assert.Contains("--> input:3:3", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_is_told_to_goes_on_and_still_fails()
    {
        TestTerminal terminal = await RunAsync(ExitCode.Usage, "SELECT * FROM a.b; SELECT 2;", "--keep-going");

        Assert.Equal("2\n", terminal.Output);
    }

    [Fact]
    public async Task Helpers_list_describe_and_change_settings()
    {
        TestTerminal terminal = await RunAsync(ExitCode.Ok, """
            \l
            \dt *trips
            \d staging.trips
            \df date_p*
            \dialect duckdb
            SELECT 7 / 2;
            \x on
            SELECT 1 AS a;
            \?
            \q
            SELECT 'never';
            """);

        string[] parts =
        [
            "staging", "staging.trips", "columns", "date_parse", "3.5", "─ row 1 ─", @"\as-of [VERSION|TIME]",
        ];
        Assert.All(parts, part => Assert.Contains(part, terminal.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("never", terminal.Output, StringComparison.Ordinal);
        Assert.Contains("statements are DuckDB's", terminal.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"\dtt", "there is no helper '\\dtt'")]
    [InlineData(@"\d", "expected \\d TABLE")]
    [InlineData(@"\x maybe", "neither on nor off")]
    [InlineData(@"\d staging.trip", "did you mean 'staging.trips'?")]
    [InlineData(@"\as-of yesterday", "no version and no moment")]
    [InlineData(@"\i no.sql", "there is no file 'no.sql'")]
    [InlineData(@"\estimate SELECT 1 FROM staging.no", "TABLE_NOT_FOUND")]
    public async Task A_wrong_helper_is_told(string line, string message)
    {
        TestTerminal terminal = new(lake.Directory) { Input = line };

        Assert.NotEqual(ExitCode.Ok, await terminal.RunAsync("shell"));

        Assert.Contains(message, terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_go_to_a_file_and_statements_come_from_one()
    {
        File.WriteAllText(Path.Combine(lake.Directory, "in.sql"), "SELECT 'of the file' AS a;\nSELECT 5");

        TestTerminal terminal = await RunAsync(ExitCode.Ok, "\\o out.txt\n\\i in.sql\n\\o\nSELECT 6;");

        Assert.Equal("6\n", terminal.Output);
        string written = File.ReadAllText(Path.Combine(lake.Directory, "out.txt"));
        Assert.Equal("of the file\n5\n", written.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task An_error_in_a_file_ends_the_script_that_runs_it()
    {
        File.WriteAllText(Path.Combine(lake.Directory, "bad.sql"), "SELECT 1;\n\n  SELECT nope;\nSELECT 2;");

        TestTerminal terminal = await RunAsync(ExitCode.Failed, "\\i bad.sql\nSELECT 3;");

        Assert.Equal("1\n", terminal.Output);
        Assert.Contains("--> bad.sql:3:10", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_run_themselves_end_with_an_error()
    {
        File.WriteAllText(Path.Combine(lake.Directory, "loop.sql"), "\\i loop.sql");

        TestTerminal terminal = await RunAsync(ExitCode.Usage, "\\i loop.sql");

        Assert.Contains("more than 16 deep", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_types_completes_and_leaves()
    {
        FakeScreen screen = new FakeScreen().Type("select 'n' || 42 from staging.tri\t limit 1;\r\\timing\r\u0004");

        TestTerminal terminal = await TypeAsync(screen);

        Assert.Contains("n42", terminal.Output, StringComparison.Ordinal);
        Assert.Contains("1 row ·", terminal.Error, StringComparison.Ordinal);
        Assert.Contains("timing is off", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_does_not_end_the_shell_of_a_person()
    {
        FakeScreen screen = new FakeScreen().Type("select nope;\rselect 'still ' || 'here';\r\\q\r");

        TestTerminal terminal = await TypeAsync(screen);

        Assert.Contains("COLUMN_NOT_FOUND", terminal.Error, StringComparison.Ordinal);
        Assert.Contains("still here", terminal.Output, StringComparison.Ordinal);
    }

    private async Task<TestTerminal> RunAsync(ExitCode expected, string input, params string[] arguments)
    {
        TestTerminal terminal = new(lake.Directory) { Input = input };
        Assert.Equal(expected, await terminal.RunAsync(["shell", .. arguments]));
        return terminal;
    }

    private async Task<TestTerminal> TypeAsync(FakeScreen screen)
    {
        TestTerminal terminal = new(lake.Directory) { IsTerminal = true, Variables = { ["NO_COLOR"] = "1" } };
        CommandContext context = terminal.Context("shell");
        using LakeHost host = await context.OpenLakeAsync(CancellationToken.None);
        ShellSettings settings = new() { Dialect = SqlDialect.Athena, Target = OutputTarget.Auto };
        ShellSession session = new(context, host, settings);
        await new InteractiveShell(session, screen, new ShellHistory(path: null)).RunAsync(CancellationToken.None);
        return terminal;
    }
}
