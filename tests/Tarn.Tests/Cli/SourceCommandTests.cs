using Tarn.Cli;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli;

/// <summary>Sources and their bookmarks on the command line, with a database.</summary>
public sealed class SourceCommandTests(PostgresFixture postgres)
{
    private const string Orders =
        "CREATE TABLE orders (order_id int PRIMARY KEY, status text);"
        + "INSERT INTO orders SELECT i, 'new' FROM generate_series(1, 3) i";

    [Fact]
    public async Task A_source_is_listed_run_and_its_bookmark_shown()
    {
        await using PostgresLake lake = await OpenAsync();
        Assert.Contains("never read", await RunAsync(lake, "sources", "list"), StringComparison.Ordinal);

        string run = await RunAsync(lake, "sources", "run", "shop", "public.orders");
        string shown = await RunAsync(lake, "bookmark", "show", "raw.orders");
        string listed = await RunAsync(lake, "ls", "sources");

        Assert.Contains("raw.orders: succeeded, 3 rows in, 3 out", run, StringComparison.Ordinal);
        Assert.Contains("shop: public.orders was read up to 3, as of ", shown, StringComparison.Ordinal);
        Assert.Contains(
            "shop\tpublic.orders\traw.orders\tcursor order_id\tchanges\t3\t", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bookmark_is_set_rewound_and_reset()
    {
        await using PostgresLake lake = await OpenAsync();
        await RunAsync(lake, "run");
        await lake.ChangeAsync("INSERT INTO orders VALUES (4, 'new')");
        await RunAsync(lake, "run");

        string set = await RunAsync(lake, "bookmark", "set", "raw.orders", "2");
        string after = await RunAsync(lake, "run", "-s", "raw.orders");
        string rewound = await RunAsync(lake, "--yes", "bookmark", "rewind", "raw.orders", "2");
        string again = await RunAsync(lake, "run");
        await RunAsync(lake, "--yes", "bookmark", "reset", "raw.orders");
        string anew = await RunAsync(lake, "run");

        Assert.Contains("shop: public.orders is read from 2 on at the next run", set, StringComparison.Ordinal);
        Assert.Contains("2 rows in, 2 out", after, StringComparison.Ordinal);
        Assert.Contains("raw.orders is back at version 2", rewound, StringComparison.Ordinal);
        Assert.Contains("raw.orders: up to date", again, StringComparison.Ordinal);
        Assert.Contains("4 rows in, 4 out", anew, StringComparison.Ordinal);
        Assert.Equal(["4"], await lake.Rig.QueryAsync("SELECT count(*) FROM raw.orders"));
    }

    [Fact]
    public async Task What_is_paused_is_left_out_until_it_is_resumed()
    {
        await using PostgresLake lake = await OpenAsync();

        await RunAsync(lake, "bookmark", "pause", "raw.orders", "--reason", "the shop moves");
        string paused = await RunAsync(lake, "run");
        string shown = await RunAsync(lake, "bookmark", "show", "raw.orders");
        await RunAsync(lake, "bookmark", "resume", "raw.orders");
        string resumed = await RunAsync(lake, "run");

        Assert.Contains("raw.orders: paused", paused, StringComparison.Ordinal);
        Assert.Contains(
            "(the shop moves); 'tarn bookmark resume raw.orders' lets it run again", paused, StringComparison.Ordinal);
        Assert.Contains(": the shop moves", shown, StringComparison.Ordinal);
        Assert.Contains("raw.orders: succeeded", resumed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feeds_are_tested_and_nothing_is_stored()
    {
        await using StubHttpServer server = new(request => request.Target == "/rates"
            ? StubHttpAnswer.Text("[1, 2]")
            : new StubHttpAnswer(403));
        using LakeRig rig = new();
        rig.Write("lake.yaml", "version: 1\nzones: {raw: }\nsecurity: {outbound: {allow: [127.0.0.1]}}\n");
        rig.Write("sources/fx.yaml", $$"""
            kind: source
            type: http
            connection: {url: "{{server.Url}}"}
            feeds:
              rates: {into: {bucket: raw}, path: rates}
              secret: {into: {bucket: raw}, path: secret}
            """);
        TestTerminal terminal = new(rig.Directory);

        ExitCode exitCode = await terminal.RunAsync("sources", "test", "fx");

        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Contains("feed\trates\tok\t2 records in 6 bytes", terminal.Output, StringComparison.Ordinal);
        Assert.Contains("feed\tsecret\tTN9202\t", terminal.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(rig.Directory, "data/raw")));
    }

    private async Task<PostgresLake> OpenAsync()
    {
        PostgresLake lake = new(
            await postgres.CreateDatabaseAsync(), "public.orders: {by: {cursor: order_id}, strategy: changes}");
        await lake.ChangeAsync(Orders);
        lake.Rig.Write("lake.yaml", lake.Rig.LakeYaml);
        return lake;
    }

    /// <summary>What it prints, output and messages.</summary>
    private static async Task<string> RunAsync(PostgresLake lake, params string[] arguments)
    {
        TestTerminal terminal = new(lake.Rig.Directory);
        ExitCode exitCode = await terminal.RunAsync(arguments);
        Assert.True(exitCode == ExitCode.Ok, terminal.Error);
        return terminal.Output + terminal.Error;
    }
}
