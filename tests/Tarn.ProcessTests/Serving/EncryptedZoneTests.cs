using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>A zone that is to be encrypted, with boto3 and the command line, and a server that is killed.</summary>
public sealed class EncryptedZoneTests(EncryptedLake lake) : IClassFixture<EncryptedLake>
{
    private const string Secret = "unmistakable";

    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Objects_are_encrypted_whoever_puts_them_and_queried_all_the_same()
    {
        await RunScriptAsync();

        Assert.Equal($"id,name\n1,{Secret}\n", await QueryAsync("SELECT id, name FROM raw.people WHERE id = 1"));
        Assert.Empty(PlainFiles());
    }

    [Fact]
    public async Task A_server_that_is_killed_leaves_nothing_plain_once_it_is_back()
    {
        await RunScriptAsync();
        using TarnProcess query = TarnProcess.Start(
            [
                "-C", lake.Lake.Directory, "query",
                "SELECT count(*) FROM raw.people p, range(1000000) a, range(1000000) b"
                    + " WHERE (p.id + a.range * b.range) % 7 = 3",
            ]);
        using CancellationTokenSource late = new(WaitMax);
        while (PlainFiles().Count == 0)
        {
            await Task.Delay(20, late.Token);
        }

        lake.Kill();
        Assert.NotEmpty(PlainFiles());
        await query.WaitAsync();
        File.Delete(Path.Join(lake.Lake.Directory, ".tarn", "server.json"));
        await lake.StartAsync();

        Assert.Empty(PlainFiles());
        Assert.Equal($"id,name\n1,{Secret}\n", await QueryAsync("SELECT id, name FROM raw.people WHERE id = 1"));
    }

    private async Task RunScriptAsync()
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Serving", "Scripts", "encrypted_zone.py");
        ClientResult result = await lake.RunAsync(ClientProgram.Python, script, lake.Endpoint, Secret);
        Assert.True(result.ExitCode == 0, result.Errors);
    }

    private async Task<string> QueryAsync(string sql)
    {
        TarnResult result = await TarnProcess.RunAsync("-C", lake.Lake.Directory, "query", sql, "-o", "csv");
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output;
    }

    /// <summary>Files of the lake that hold what is secret; those that go away meanwhile do not.</summary>
    private List<string> PlainFiles()
    {
        List<string> found = [];
        foreach (string path in Directory.EnumerateFiles(lake.Lake.Directory, "*", SearchOption.AllDirectories))
        {
            try
            {
                if (File.ReadAllText(path).Contains(Secret, StringComparison.Ordinal))
                {
                    found.Add(path);
                }
            }
            catch (IOException)
            {
                // The server has it for itself, or deleted it.
            }
        }

        return found;
    }
}
