using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tarn.Jobs.Runs;
using Tarn.Observability;

namespace Tarn.Jobs;

/// <summary>What runs tell of themselves: a span for the run and in it one for each step.</summary>
internal static class JobsTelemetry
{
    private static readonly TelemetrySource Source = new("Jobs");
    private static readonly WorkKind Runs = new(Source, "job.run", "How long runs take.");
    private static readonly WorkKind Steps = new(Source, "job.step", "How long steps of runs take.");
    private static readonly Counter<long> Rows =
        Source.Meter.CreateCounter<long>("tarn.job.rows", "{row}", "Rows that steps wrote to their tables.");

    public static Task<RunReport> RunAsync(
        RunReport begun, TimeProvider timeProvider, Func<Task<RunReport>> run)
    {
        TagList labels = new() { { "tarn.job", string.Join(',', begun.Jobs) } };
        return Runs.RunAsync(labels, default, timeProvider, async span =>
        {
            span.Tell("tarn.run.id", begun.RunId);
            RunReport report = await run();
            span.Tell("tarn.run.steps", report.Steps.Count);
            span.End(report.State, report.Steps.FirstOrDefault(step => step.ErrorCode is not null)?.ErrorCode);
            return report;
        });
    }

    public static Task<StepReport> StepAsync(
        string job, string table, TimeProvider timeProvider, Func<Task<StepReport>> run)
    {
        TagList labels = new() { { "tarn.job", job }, { "tarn.table", table } };
        return Steps.RunAsync(labels, default, timeProvider, async span =>
        {
            StepReport step = await run();
            span.Tell("tarn.rows.in", step.RowsIn);
            span.Tell("tarn.rows.out", step.RowsOut);
            span.Tell("tarn.rows.dropped", step.RowsDropped);
            span.Tell("tarn.rows.quarantined", step.RowsQuarantined);
            span.Tell("tarn.input.files", step.InputFiles);
            span.Tell("tarn.input.bytes", step.InputBytes);
            span.Tell("tarn.output.files", step.OutputFiles);
            span.Tell("tarn.output.bytes", step.OutputBytes);
            span.Tell("tarn.table.version", step.Version);
            span.End(step.State, step.ErrorCode);
            Rows.Add(step.RowsOut, new KeyValuePair<string, object?>("tarn.table", table));
            return step;
        });
    }
}
