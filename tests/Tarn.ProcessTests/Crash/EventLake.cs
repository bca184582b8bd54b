using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tarn.ProcessTests.Load;
using Tarn.ProcessTests.Serving;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Crash;

/// <summary>
/// A lake with a stream whose records become rows of a table when they arrive, and clients that remember what was
/// acknowledged.
/// </summary>
internal sealed class EventLake : IDisposable
{
    private const int RecordsPerPut = 5;

    private readonly TemporaryDirectory _directory = new();
    private int _nextPut;

    public EventLake()
    {
        Path = SmallLake.Make(_directory.Sub("lake"));
        Write(
            "lake.yaml",
            """
            version: 1
            name: events
            zones: {raw: , curated: }
            tables:
              raw.clicks:
                files: [clicks/**/*.gz]
                format: json
                columns:
                  id: {type: varchar}
            """);
        Write(
            "streams/clicks.yaml",
            "kind: stream\nbucket: raw\nprefix: clicks/\nbuffer: {seconds: 0, size: 1MB}\ncompression: gzip\n");
        Write(
            "models/curated/events.sql",
            """
            /* tarn
            table: curated.events
            job: events
            materialized: incremental
            strategy: append
            on_arrival: true
            */
            SELECT id FROM raw.clicks
            """);
    }

    public string Path { get; }

    /// <summary>Ids of the records that a server has said it has.</summary>
    public ConcurrentBag<string> Acknowledged { get; } = [];

    /// <summary>Puts records until the server takes no more.</summary>
    /// <param name="server">May end at any moment.</param>
    /// <param name="clients">That put at the same time.</param>
    public async Task PutUntilItEndsAsync(ServerProcess server, int clients)
    {
        using HttpClient http = new() { BaseAddress = new Uri(server.Endpoint) };
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", $"{server.Key.Id}:{server.Key.Secret}");
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (await TryPutAsync(http))
            {
            }
        })));
    }

    /// <summary>Delivers and takes in what there is; every acknowledged record must be a row, once.</summary>
    /// <param name="what">Was done to the lake, for messages.</param>
    public async Task CheckAsync(string what)
    {
        using (ServerProcess server = await ServerProcess.StartAsync(Path))
        {
            Succeeded(await TarnProcess.RunAsync("-C", Path, "streams", "flush", "clicks"), what);
            Succeeded(await server.StopAsync(), what);
        }

        Succeeded(await TarnProcess.RunAsync("-C", Path, "run"), what);
        TarnResult rows = await TarnProcess.RunAsync(
            "-C", Path, "query", "SELECT id FROM curated.events", "-o", "csv");
        Succeeded(rows, what);
        string[] ids = rows.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        HashSet<string> distinct = [.. ids];
        Assert.True(ids.Length == distinct.Count, $"{ids.Length - distinct.Count} rows are there twice; {what}");
        string[] lost = [.. Acknowledged.Where(id => !distinct.Contains(id))];
        Assert.True(
            lost.Length == 0,
            $"{lost.Length} of {Acknowledged.Count} records are lost: {lost.FirstOrDefault()}; {what}");
    }

    public void Dispose() => _directory.Dispose();

    private static void Succeeded(TarnResult result, string what) =>
        Assert.True(result.ExitCode == 0, $"{what}: {result.Errors}");

    private async Task<bool> TryPutAsync(HttpClient http)
    {
        int put = Interlocked.Increment(ref _nextPut);
        string[] ids = [.. Enumerable.Range(0, RecordsPerPut).Select(record => $"{put}-{record}")];
        string lines = string.Concat(ids.Select(id => $"{{\"id\":\"{id}\"}}\n"));
        try
        {
            using StringContent content = new(lines, Encoding.UTF8, "application/x-ndjson");
            using HttpResponseMessage response = await http.PostAsync(
                "/streams/clicks", content, TestContext.Current.CancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                Array.ForEach(ids, Acknowledged.Add);
            }

            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Write(string name, string content)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
