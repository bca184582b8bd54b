using System.Diagnostics;
using Tarn.Queries.Executions;
using Tarn.Queries.Executions.WorkGroups;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Executions;

public sealed class ExecutionTelemetryTests
{
    [Fact]
    public async Task An_execution_is_a_span_of_the_request_that_asked_for_it()
    {
        await using ExecutionLake lake = await ExecutionLake.OpenAsync();
        using RecordedSpans spans = new();
        ActivitySpanId asking = Activity.Current!.SpanId;

        ExecutionRecord good = await lake.RunAsync("SELECT 1 AS one");
        ExecutionRecord bad = await lake.RunAsync("SELECT nothing FROM nowhere.at_all");

        Activity[] executions = spans.Named("query.execution");
        Assert.All(executions, execution => Assert.Equal(asking, execution.ParentSpanId));
        Assert.All(executions, execution => Assert.Equal(WorkGroup.Primary, execution.GetTagItem("tarn.workgroup")));
        Assert.Equal([good.Id, bad.Id], executions.Select(execution => execution.GetTagItem("tarn.execution.id")));
        Assert.Equal(["succeeded", "failed"], executions.Select(execution => execution.GetTagItem("tarn.outcome")));
        Assert.Equal(0L, executions[0].GetTagItem("tarn.scanned.bytes"));
        Assert.Equal(ActivityStatusCode.Error, executions[1].Status);
        Assert.Equal("User", executions[1].GetTagItem("error.type"));
    }

    [Fact]
    public async Task A_span_holds_nothing_of_the_statement()
    {
        await using ExecutionLake lake = await ExecutionLake.OpenAsync();
        using RecordedSpans spans = new();

        await lake.RunAsync("SELECT CAST('secret' AS integer)");

        Assert.DoesNotContain(
            Assert.Single(spans.Named("query.execution")).TagObjects,
            tag => $"{tag.Value}".Contains("secret", StringComparison.Ordinal));
    }
}
