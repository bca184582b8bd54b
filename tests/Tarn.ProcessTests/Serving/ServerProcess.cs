using System.Text.Json;
using Tarn.Common;
using Tarn.Security;
using Tarn.Testing;

namespace Tarn.ProcessTests.Serving;

/// <summary>The real server of a lake, on a free port.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartTimeMax = TimeSpan.FromMinutes(1);

    private readonly TarnProcess _process;

    private ServerProcess(TarnProcess process, string lake, string endpoint)
    {
        _process = process;
        Endpoint = endpoint;
        Key = new AccessKeys(StateOf(lake), new UlidSource(TimeProvider.System)).GetRoot();
    }

    /// <summary>As <c>http://127.0.0.1:41234</c>.</summary>
    public string Endpoint { get; }

    /// <summary>The root key.</summary>
    public AccessKey Key { get; }

    public int ProcessId => _process.Id;

    /// <summary>Memory of the server that is in use, in bytes, as the kernel counts it.</summary>
    public long ResidentBytes
    {
        get
        {
            string line = File.ReadLines($"/proc/{ProcessId}/status")
                .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return 1024 * long.Parse(
                line["VmRSS:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(),
                System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    /// <param name="lake">Its directory.</param>
    /// <param name="environment">Variables to add.</param>
    public static async Task<ServerProcess> StartAsync(
        string lake, IReadOnlyDictionary<string, string>? environment = null)
    {
        string record = Path.Combine(StateOf(lake), "server.json");
        if (File.Exists(record))
        {
            // Of a server that was killed.
            File.Delete(record);
        }

        TarnProcess process = TarnProcess.Start(["-C", lake, "serve", "--port", "0"], environment);
        return new ServerProcess(process, lake, await ReadEndpointAsync(record));
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its end, which somebody else brings about.</summary>
    public Task<TarnResult> WaitAsync() => _process.WaitAsync();

    public SignedClient Connect() => new(new Uri(Endpoint), Key);

    /// <summary>Asks it to stop, as a service manager does, and waits for it.</summary>
    public async Task<TarnResult> StopAsync()
    {
        await _process.TerminateAsync();
        return await _process.WaitAsync();
    }

    public void Dispose() => _process.Dispose();

    private static string StateOf(string lake) => Path.Combine(lake, ".tarn");

    private static async Task<string> ReadEndpointAsync(string path)
    {
        using CancellationTokenSource late = new(StartTimeMax);
        while (!File.Exists(path))
        {
            await Task.Delay(50, late.Token);
        }

        using JsonDocument record = JsonDocument.Parse(await File.ReadAllTextAsync(path, late.Token));
        return record.RootElement.GetProperty("endpoint").GetString()!;
    }
}
