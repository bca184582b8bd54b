using System.Diagnostics;
using Tarn.Common;
using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs;

public sealed class JobsTelemetryTests
{
    [Fact]
    public async Task A_run_is_a_span_with_one_for_each_step_that_was_tried()
    {
        using LakeRig lake = new();
        lake.WriteModel("curated.good", "job: daily", "SELECT range AS id FROM range(3)");
        lake.WriteModel("curated.bad", "job: daily", "SELECT CAST('x' || range AS INTEGER) AS id FROM range(3)");
        lake.WriteModel("curated.after", "job: daily", "SELECT id FROM curated.bad");
        using RecordedSpans spans = new();

        RunReport report = await lake.RunAsync();

        Activity run = Assert.Single(spans.Named("job.run"));
        Assert.Equal(report.RunId, run.GetTagItem("tarn.run.id"));
        Assert.Equal(("daily", 3, "failed"), (Of(run, "job"), Of(run, "run.steps"), Of(run, "outcome")));
        Assert.Equal(ActivityStatusCode.Error, run.Status);
        Assert.Equal(ErrorCodes.ConversionFailed, run.GetTagItem("error.type"));
        Dictionary<string, Activity> steps =
            spans.Named("job.step").ToDictionary(step => (string)Of(step, "table")!);
        Assert.Equal(["curated.bad", "curated.good"], steps.Keys.Order(StringComparer.Ordinal));
        Assert.All(steps.Values, step => Assert.Equal(run.SpanId, step.ParentSpanId));
        Activity good = steps["curated.good"];
        Assert.Equal((3L, 3L, "succeeded"), (Of(good, "rows.in"), Of(good, "rows.out"), Of(good, "outcome")));
        Assert.Equal(ActivityStatusCode.Error, steps["curated.bad"].Status);
    }

    private static object? Of(Activity span, string name) => span.GetTagItem($"tarn.{name}");
}
