using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>A lake, and the real server of it on a free port, shared by the tests of one class.</summary>
public class ServedLake : IAsyncLifetime
{
    private ServerProcess? _server;

    public LakeRig Lake { get; } = new();

    /// <summary>As <c>http://127.0.0.1:41234</c>.</summary>
    public string Endpoint => Server.Endpoint;

    internal ServerProcess Server => _server!;

    /// <summary>The variables that point AWS's tools at the server.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; private set; } = new Dictionary<string, string>();

    public async ValueTask InitializeAsync()
    {
        Lake.Write("lake.yaml", Lake.LakeYaml);
        Lake.Write("crawlers/drops.yaml", "kind: crawler\ntargets:\n  - zone: raw\n    prefix: drops/\n");
        Lake.WriteModel("curated.totals", "job: totals", "SELECT 42 AS id");
        Lake.Write("queries/answer.yaml", "kind: query\ndescription: the answer\nsql: SELECT 42 AS answer\n");
        Prepare();
        await StartAsync();
    }

    /// <summary>Serves the lake, again after <see cref="StopAsync"/>.</summary>
    public async Task StartAsync()
    {
        _server?.Dispose();
        _server = await ServerProcess.StartAsync(Lake.Directory);
        TarnResult exports = await TarnProcess.RunAsync("-C", Lake.Directory, "env");
        Variables = exports.Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line["export ".Length..].Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1].Trim('\''));
    }

    /// <summary>Runs a program with those variables.</summary>
    public Task<ClientResult> RunAsync(string program, params string[] arguments) =>
        ClientProgram.RunAsync(program, arguments, Variables);

    /// <summary>SIGKILL.</summary>
    public void Kill() => _server!.Kill();

    /// <summary>Asks the server to stop, as a service manager does, and waits for it.</summary>
    public Task<TarnResult> StopAsync() => Server.StopAsync();

    public virtual ValueTask DisposeAsync()
    {
        _server?.Dispose();
        Lake.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Puts more into the lake before it is served.</summary>
    protected virtual void Prepare()
    {
    }
}
