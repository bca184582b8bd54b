using System.Globalization;
using System.Text;
using Tarn.Common;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>Objects that are put into a served lake become rows by themselves, whatever is killed when.</summary>
public sealed class ArrivalTests : IDisposable
{
    private readonly LakeRig _lake = new()
    {
        LakeYaml = """
            version: 1
            name: arrivals
            zones: {raw: , staging: }
            tables:
              raw.events:
                files: events/**/*
                format: json
                columns: {id: bigint, kind: varchar}
            """,
    };

    public ArrivalTests()
    {
        _lake.Write("lake.yaml", _lake.LakeYaml);
        _lake.WriteModel(
            "staging.events",
            """
            materialized: incremental
            on_arrival: true
            checks:
              - sql: {name: no_event, where: _malformed IS NOT NULL, on_fail: quarantine}
            """,
            "SELECT id, kind, _file, _row, _malformed FROM raw.events");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Every_object_is_in_the_table_exactly_once_when_the_server_is_killed_anywhere_on_the_way()
    {
        string[] places =
        [
            Failpoints.StoragePutAfterRename,
            Failpoints.StorageEventsWaiting,
            Failpoints.JobsFilesMoved,
            .. LongTests.AreWanted
                ? (string[])[
                    Failpoints.StorageEventsKept,
                    Failpoints.JobsIntentWritten,
                    Failpoints.JobsCommitted,
                    Failpoints.JobsBookmarkMoved,
                ]
                : [],
        ];
        using (ServerProcess first = await ServerProcess.StartAsync(_lake.Directory))
        {
            // What a new lake needs, and the empty table, are written now, and not on the way of an object.
            await WaitForRowsAsync(0);
            await first.StopAsync();
        }

        int puts = 0;
        foreach (string place in places)
        {
            using ServerProcess doomed = await ServerProcess.StartAsync(
                _lake.Directory, new Dictionary<string, string> { [Failpoint.Variable] = place });
            await TryPutAsync(doomed, ++puts);
            Assert.Equal(TarnProcess.Killed, (await doomed.WaitAsync()).ExitCode);
            File.Delete(Path.Combine(_lake.Directory, ".tarn", "server.json"));

            using ServerProcess server = await ServerProcess.StartAsync(_lake.Directory);
            Assert.True(await TryPutAsync(server, ++puts));
            await WaitForRowsAsync(puts);
            Assert.Equal(0, (await server.StopAsync()).ExitCode);
        }
    }

    [Fact]
    public async Task A_line_that_is_no_JSON_does_not_keep_the_others_back()
    {
        using ServerProcess server = await ServerProcess.StartAsync(_lake.Directory);
        using SignedClient client = server.Connect();
        using HttpResponseMessage put = await client.SendAsync(
            "PUT", "/raw/events/a", Encoding.UTF8.GetBytes("{\"id\":1}\n{\"id\":\n{\"id\":2}\n"));
        put.EnsureSuccessStatusCode();

        await WaitForRowsAsync(2);
        TarnResult lines = await TarnProcess.RunAsync(
            "-C", _lake.Directory, "query", "SELECT detail FROM staging.events__quarantine", "-o", "csv");
        Assert.Contains("raw/events/a:2: no JSON: it is cut off", lines.Output, StringComparison.Ordinal);
        TarnResult events = await TarnProcess.RunAsync("-C", _lake.Directory, "events", "raw", "-o", "csv");
        Assert.Contains("ObjectCreated:Put,raw,events/a,", events.Output, StringComparison.Ordinal);
        await server.StopAsync();
    }

    /// <summary>False when the server died before it answered.</summary>
    private static async Task<bool> TryPutAsync(ServerProcess server, int number)
    {
        string id = number.ToString(CultureInfo.InvariantCulture);
        using SignedClient client = server.Connect();
        try
        {
            using HttpResponseMessage response = await client.SendAsync(
                "PUT", $"/raw/events/2024/{id}.json", Encoding.UTF8.GetBytes($"{{\"id\":{id},\"kind\":\"a\"}}\n"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task WaitForRowsAsync(int count)
    {
        while (await CountAsync() != $"{count},{count}")
        {
            await Task.Delay(100, Cancellation);
        }
    }

    /// <summary>All rows, and those that differ; nothing while there is no table.</summary>
    private async Task<string> CountAsync()
    {
        TarnResult result = await TarnProcess.RunAsync(
            "-C", _lake.Directory, "query", "SELECT count(*), count(DISTINCT id) FROM staging.events", "-o", "csv");
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
    }
}
