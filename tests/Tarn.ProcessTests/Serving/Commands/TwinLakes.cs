using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Serving.Commands;

/// <summary>Two lakes of the same files, one with a server and one without, shared by the tests of one class.</summary>
public sealed class TwinLakes : IAsyncLifetime
{
    public ServedLake Served { get; } = new();

    public LakeRig Alone { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Alone.Write("lake.yaml", Alone.LakeYaml);
        Write(Alone);
        Write(Served.Lake);
        await Served.InitializeAsync();
        Assert.Equal(0, (await RunServedAsync("run")).ExitCode);
        Assert.Equal(0, (await RunAloneAsync("run")).ExitCode);
    }

    public Task<TarnResult> RunServedAsync(params string[] arguments) =>
        TarnProcess.RunAsync(["-C", Served.Lake.Directory, .. arguments]);

    public Task<TarnResult> RunAloneAsync(params string[] arguments) =>
        TarnProcess.RunAsync(["-C", Alone.Directory, .. arguments]);

    public async ValueTask DisposeAsync()
    {
        await Served.DisposeAsync();
        Alone.Dispose();
    }

    private static void Write(LakeRig lake)
    {
        lake.Write("crawlers/drops.yaml", "kind: crawler\ntargets:\n  - zone: raw\n    prefix: drops/\n");
        lake.WriteModel("curated.totals", "job: totals", "SELECT 42 AS id");
        lake.Write("queries/answer.yaml", "kind: query\ndescription: the answer\nsql: SELECT 42 AS answer\n");
        lake.Write("data/raw/drops/visits/a.csv", "id,city\n1,Oslo\n2,Rome\n");
        lake.Write("wrong.sql", "SELECT 1,\n  nothing FROM curated.totals\n");
    }
}
