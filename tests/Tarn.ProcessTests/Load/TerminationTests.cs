using System.Collections.Concurrent;
using System.Net;
using Tarn.ProcessTests.Serving;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Load;

/// <summary>A server that is told to end while it has much to do.</summary>
public sealed class TerminationTests : IDisposable
{
    private const int Clients = 8;
    private const int AcknowledgedMin = 40;
    private const int ObjectBytes = 20_000;
    private const string SlowModel =
        "SELECT count(*) AS n FROM range(1000000) AS a(x), range(1000000) AS b(y) WHERE (x * y) % 7 = 3";

    private const string SlowQuery =
        "SELECT count(*) FROM UNNEST(sequence(1, 1000000)) AS a(x), UNNEST(sequence(1, 1000000)) AS b(y)"
        + " WHERE (x * y) % 7 = 3";

    private readonly LakeRig _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task What_was_acknowledged_under_load_is_there_after_a_restart()
    {
        _lake.Write("lake.yaml", _lake.LakeYaml);
        ConcurrentBag<int> acknowledged = [];
        using (ServerProcess server = await ServerProcess.StartAsync(_lake.Directory))
        {
            using SignedClient client = server.Connect();
            TaskCompletionSource busy = new();
            int next = 0;
            Task load = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(PutAllAsync)));
            await busy.Task;

            TarnResult result = await server.StopAsync();
            await load;
            Assert.Equal(0, result.ExitCode);

            async Task PutAllAsync()
            {
                while (await TryPutAsync(client, Interlocked.Increment(ref next)) is { } taken)
                {
                    acknowledged.Add(taken);
                    if (acknowledged.Count >= AcknowledgedMin)
                    {
                        busy.TrySetResult();
                    }
                }
            }
        }

        using ServerProcess again = await ServerProcess.StartAsync(_lake.Directory);
        using SignedClient later = again.Connect();
        foreach (int i in acknowledged)
        {
            Assert.Equal(SmallLake.Content(i, ObjectBytes), await later.GetAsync($"/raw/object-{i}"));
        }
    }

    [Fact]
    public async Task Runs_and_queries_under_way_are_ended_and_are_known_to_have_been()
    {
        _lake.Write("lake.yaml", _lake.LakeYaml);
        _lake.WriteModel("curated.slow", "job: slow", SlowModel);
        string run;
        string query;
        using (ServerProcess server = await ServerProcess.StartAsync(_lake.Directory))
        {
            using SignedClient client = server.Connect();
            run = (await client.AskAsync("glue", "AWSGlue.StartJobRun", """{"JobName":"slow"}"""))
                .GetProperty("JobRunId").GetString()!;
            query = (await client.AskAsync(
                "athena",
                "AmazonAthena.StartQueryExecution",
                $$"""{"QueryString":"{{SlowQuery}}"}"""))
                .GetProperty("QueryExecutionId").GetString()!;
            while (await RunStateAsync(client, run) is "STARTING" or "WAITING"
                || await QueryStateAsync(client, query) is "QUEUED")
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            Assert.Equal("RUNNING", await RunStateAsync(client, run));
            Assert.Equal("RUNNING", await QueryStateAsync(client, query));
            Assert.Equal(0, (await server.StopAsync()).ExitCode);
        }

        using ServerProcess again = await ServerProcess.StartAsync(_lake.Directory);
        using SignedClient later = again.Connect();
        Assert.Equal(("STOPPED", "FAILED"), (await RunStateAsync(later, run), await QueryStateAsync(later, query)));
    }

    /// <summary>The number when the object was taken; null when the server takes no more.</summary>
    private static async Task<int?> TryPutAsync(SignedClient client, int i)
    {
        try
        {
            using HttpResponseMessage response = await client.SendAsync(
                "PUT", $"/raw/object-{i}", SmallLake.Content(i, ObjectBytes));
            return response.StatusCode == HttpStatusCode.OK ? i : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<string?> RunStateAsync(SignedClient client, string run) =>
        (await client.AskAsync("glue", "AWSGlue.GetJobRun", $$"""{"JobName":"slow","RunId":"{{run}}"}"""))
            .GetProperty("JobRun").GetProperty("JobRunState").GetString();

    private static async Task<string?> QueryStateAsync(SignedClient client, string query) =>
        (await client.AskAsync(
            "athena", "AmazonAthena.GetQueryExecution", $$"""{"QueryExecutionId":"{{query}}"}"""))
            .GetProperty("QueryExecution").GetProperty("Status").GetProperty("State").GetString();
}
