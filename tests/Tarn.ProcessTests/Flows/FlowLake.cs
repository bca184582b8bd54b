using Tarn.ProcessTests.Serving;

namespace Tarn.ProcessTests.Flows;

/// <summary>A served lake with jobs that are quick, take long or fail, and workflows and triggers of files.</summary>
public sealed class FlowLake : ServedLake
{
    protected override void Prepare()
    {
        Lake.WriteModel(
            "curated.slow",
            "job: slow",
            "SELECT sum(a.range * b.range) AS total FROM range(100000000) a, range(1000000) b");
        Lake.WriteModel(
            "curated.broken",
            "job: broken",
            "SELECT CAST(CAST(range AS VARCHAR) || 'x' AS INTEGER) AS id FROM range(3)");
        Lake.WriteModel("curated.quick", "job: quick", "SELECT 1 AS id");
        Lake.Write("workflows/chain.yaml", """
            kind: workflow
            parameters: {least: "1"}
            steps:
              load: {job: quick}
              count: {query: "SELECT count(*) AS n FROM curated.quick", needs: load}
              tell: {job: totals, needs: [count], when: "${steps.count.outputs.n} >= ${parameters.least}"}
            """);
        Lake.Write("workflows/after-hook.yaml", """
            kind: trigger
            on: {webhook: {token: open-sesame}}
            start: {workflow: chain}
            """);
        Lake.Write("workflows/after-chain.yaml", """
            kind: trigger
            conditions: {all: [{workflow: chain}]}
            start: {crawler: drops}
            """);
        Lake.Write("workflows/after-object.yaml", """
            kind: trigger
            on: {object_created: {bucket: raw, prefix: incoming/}, batch: {size: 2, window: 1m}}
            start: {job: totals}
            """);
    }
}
