using Npgsql;
using Tarn.Cli;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli.Commands.Sources;

/// <summary>Commands that look at a database and change nothing.</summary>
public sealed class SourcesLookingTests(PostgresFixture postgres) : IDisposable
{
    private const string Variable = "TARN_TEST_SHOP_DB";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_definition_that_discover_writes_is_one_that_can_be_tested_and_previewed()
    {
        string url = await UrlAsync("CREATE TABLE orders (id integer PRIMARY KEY, note text); "
            + "INSERT INTO orders VALUES (1, 'first'), (2, NULL)");
        Environment.SetEnvironmentVariable(Variable, url);
        Directory.CreateDirectory(_directory.Sub("sources"));
        File.WriteAllText(_directory.Sub("lake.yaml"), "version: 1\nzones: {raw: }\n");

        string yaml = await RunAsync(ExitCode.Ok, "sources", "discover", Variable);
        File.WriteAllText(_directory.Sub("sources", "shop.yaml"), yaml);
        string listed = await RunAsync(ExitCode.Ok, "sources", "discover", Variable, "--list", "-o", "csv");
        string tested = await RunAsync(ExitCode.Ok, "sources", "test", "shop", "-o", "csv");
        string shown = await RunAsync(ExitCode.Ok, "sources", "preview", "shop", "-o", "csv");

        Assert.Contains("url: \"${env:" + Variable + "}\"", yaml, StringComparison.Ordinal);
        Assert.Contains("public,orders,table", listed, StringComparison.Ordinal);
        Assert.Contains("wal_level logical", tested, StringComparison.Ordinal);
        Assert.Contains("table,public.orders,ok,2 columns", tested, StringComparison.Ordinal);
        Assert.Equal("id,note\n1,first\n2,\n", shown.ReplaceLineEndings("\n"));

        File.AppendAllText(_directory.Sub("sources", "shop.yaml"), "  public.payments: {}\n");
        string failed = await RunAsync(ExitCode.Failed, "sources", "test", "shop", "-o", "csv");
        Assert.Contains("TN9204", failed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variable_that_is_not_there_is_told()
    {
        TestTerminal terminal = new(_directory.Path);

        ExitCode exitCode = await terminal.RunAsync("sources", "discover", "NOWHERE_DB");

        Assert.NotEqual(ExitCode.Ok, exitCode);
        Assert.Contains("'NOWHERE_DB'", terminal.Error, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(ExitCode expected, params string[] arguments)
    {
        TestTerminal terminal = new(_directory.Path);
        terminal.Variables[Variable] = Environment.GetEnvironmentVariable(Variable)!;
        ExitCode exitCode = await terminal.RunAsync(arguments);
        Assert.True(exitCode == expected, terminal.Error);
        return terminal.Output;
    }

    /// <summary>Of a database of its own.</summary>
    private async Task<string> UrlAsync(string setupSql)
    {
        string connectionString = await postgres.CreateDatabaseAsync();
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(connectionString);
        await using NpgsqlCommand command = database.CreateCommand(setupSql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        string name = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        string url = (await postgres.GetAsync()).Url;
        return url[..(url.LastIndexOf('/') + 1)] + name;
    }
}
