using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Tarn.Common;
using Tarn.Security;
using Tarn.Testing;

namespace Tarn.Bench.Streams;

/// <summary>The real server of a lake with one stream, in a process of its own.</summary>
internal sealed class ServedStream : IDisposable
{
    public const string StreamName = "bench";

    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(50);

    private readonly string _directory;
    private readonly TarnProcess _process;
    private readonly HttpClient _http;

    private ServedStream(string directory, TarnProcess process, Uri endpoint)
    {
        _directory = directory;
        _process = process;
        _http = new HttpClient { BaseAddress = endpoint };
        AccessKey root = new AccessKeys(Path.Join(directory, ".tarn"), new UlidSource(TimeProvider.System)).GetRoot();
        Authorization = $"Bearer {root.Id}:{root.Secret}";
        Endpoint = endpoint;
    }

    public Uri Endpoint { get; }

    /// <summary>Lets puts in.</summary>
    public string Authorization { get; }

    /// <summary>Memory of the server that is in use.</summary>
    public long ResidentBytes
    {
        get
        {
            using Process process = Process.GetProcessById(_process.Id);
            return process.WorkingSet64;
        }
    }

    /// <summary>Of the server, on all processors, since its start.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            using Process process = Process.GetProcessById(_process.Id);
            return process.TotalProcessorTime;
        }
    }

    /// <param name="stream">The content of its definition.</param>
    public static async Task<ServedStream> StartAsync(string stream)
    {
        string directory = Directory.CreateTempSubdirectory("tarn-bench-").FullName;
        Directory.CreateDirectory(Path.Join(directory, "streams"));
        await File.WriteAllTextAsync(
            Path.Join(directory, "lake.yaml"), "version: 1\nname: bench\nzones: {raw: }\n");
        await File.WriteAllTextAsync(Path.Join(directory, "streams", $"{StreamName}.yaml"), stream);
        TarnProcess process = TarnProcess.Start(["-C", directory, "serve", "--port", "0"]);
        return new ServedStream(directory, process, await ReadEndpointAsync(directory));
    }

    /// <summary>A value of the stream from the server's metrics.</summary>
    /// <param name="name">As <c>waiting_records</c>.</param>
    public async Task<double> ReadMetricAsync(string name)
    {
        string start = $"tarn_stream_{name}{{";
        string metrics = await _http.GetStringAsync("/metrics");
        string line = metrics.Split('\n').First(line => line.StartsWith(start, StringComparison.Ordinal));
        return double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task<Uri> ReadEndpointAsync(string directory)
    {
        string path = Path.Join(directory, ".tarn", "server.json");
        while (!File.Exists(path))
        {
            await Task.Delay(PollTime);
        }

        using JsonDocument record = JsonDocument.Parse(await File.ReadAllTextAsync(path));
        return new Uri(record.RootElement.GetProperty("endpoint").GetString()!);
    }
}
