using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Tarn.Bench.Streams;

/// <summary>nats-server with one JetStream stream in files, in a temporary directory.</summary>
internal sealed class JetStreamServer : IDisposable
{
    public const string Subject = "bench";

    private const string Program = "nats-server";
    private const long StoreBytesMax = 8_000_000_000;

    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(20);

    private readonly DirectoryInfo _directory;
    private readonly Process _process;

    private JetStreamServer(DirectoryInfo directory, Process process, bool isSynchronous)
    {
        _directory = directory;
        _process = process;
        IsSynchronous = isSynchronous;
    }

    /// <summary>Whether a message is on the disk when it is acknowledged.</summary>
    public bool IsSynchronous { get; }

    public int Port { get; private set; }

    /// <param name="isSynchronous">
    /// Whether each write to its files is to be on the disk before it returns, by their attribute; nats-server 2.9 has
    /// no setting for it, and syncs every two minutes.
    /// </param>
    /// <returns>Null when there is no nats-server, or no such attribute.</returns>
    public static async Task<JetStreamServer?> TryStartAsync(bool isSynchronous)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("tarn-bench-nats-");
        string store = directory.CreateSubdirectory("store").FullName;
        if (!IsThere() || (isSynchronous && !await TryMakeSynchronousAsync(store)))
        {
            directory.Delete(recursive: true);
            return null;
        }

        string configuration = Path.Join(directory.FullName, "server.conf");
        await File.WriteAllTextAsync(
            configuration,
            $"listen: '127.0.0.1:-1'\nports_file_dir: '{directory.FullName}'\n"
            + $"jetstream {{ store_dir: '{store}', max_file_store: {StoreBytesMax} }}\n");
        ProcessStartInfo start = new(Program, ["-c", configuration, "-l", Path.Join(directory.FullName, "log")]);
        JetStreamServer server = new(directory, Process.Start(start)!, isSynchronous);
        server.Port = await server.ReadPortAsync();
        using NatsConnection connection = await NatsConnection.OpenAsync(server.Port);
        await connection.RequestAsync(
            $"$JS.API.STREAM.CREATE.{Subject}",
            $"{{\"name\":\"{Subject}\",\"subjects\":[\"{Subject}\"],\"storage\":\"file\",\"num_replicas\":1,"
            + $"\"retention\":\"limits\",\"discard\":\"old\",\"max_bytes\":{StoreBytesMax / 2}}}");
        return server;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private static bool IsThere() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Any(directory => File.Exists(Path.Join(directory, Program)));

    private static async Task<bool> TryMakeSynchronousAsync(string directory)
    {
        using Process change = Process.Start(
            new ProcessStartInfo("chattr", ["+S", directory]) { RedirectStandardError = true })!;
        await change.WaitForExitAsync();
        return change.ExitCode == 0;
    }

    private async Task<int> ReadPortAsync()
    {
        string path = Path.Join(_directory.FullName, $"{Program}_{_process.Id}.ports");
        while (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            await Task.Delay(PollTime);
        }

        string ports = await File.ReadAllTextAsync(path, Encoding.UTF8);
        int start = ports.IndexOf("127.0.0.1:", StringComparison.Ordinal) + "127.0.0.1:".Length;
        return int.Parse(ports.AsSpan(start, ports.IndexOf('"', start) - start), CultureInfo.InvariantCulture);
    }
}
