using Tarn.Testing;

namespace Tarn.ProcessTests.Serving;

/// <summary>A served lake with a job that fails, one that takes long, and somebody who is told.</summary>
public sealed class NotifyingLake : ServedLake
{
    /// <summary>Whom the lake tells.</summary>
    public StubHttpServer Hook { get; } = new(_ => new StubHttpAnswer(200));

    /// <summary>Writes the model of the job so that it works, or does not.</summary>
    public void MakeFlaky(string value) => Lake.WriteModel(
        "curated.flaky",
        "job: flaky",
        $"SELECT CAST({value} || CAST(range AS VARCHAR) AS INTEGER) AS id FROM range(2)");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Hook.DisposeAsync();
    }

    protected override void Prepare()
    {
        Lake.Write(
            "lake.yaml",
            $"{Lake.LakeYaml}\nsecurity: {{outbound: {{allow: [127.0.0.1]}}}}\n"
                + $"notifications: {{channels: {{hook: {{type: webhook, url: '{Hook.Url}'}}}}}}\n");
        MakeFlaky("'x'");
        Lake.WriteModel(
            "curated.slow",
            "job: slow",
            "SELECT sum(a.range * b.range) AS total FROM range(100000000) a, range(1000000) b");
    }
}
