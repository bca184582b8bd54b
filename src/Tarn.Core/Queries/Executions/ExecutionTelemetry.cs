using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tarn.Observability;

namespace Tarn.Queries.Executions;

/// <summary>What executions tell of themselves: a span each, from their turn to their end.</summary>
internal static class ExecutionTelemetry
{
    private static readonly TelemetrySource Source = new("Queries");
    private static readonly WorkKind Executions =
        new(Source, "query.execution", "How long statements run once it is their turn.");

    private static readonly Counter<long> Scanned =
        Source.Meter.CreateCounter<long>("tarn.query.scanned", "By", "Bytes that statements read from files.");

    /// <summary>Runs it as <see cref="ExecutionFinish"/> does.</summary>
    public static Task<ExecutionRecord> RunAsync(ExecutionRun run, LiveExecution execution, TimeProvider timeProvider)
    {
        ExecutionRecord record = execution.Record;
        TagList labels = new() { { "tarn.workgroup", record.WorkGroup } };
        return Executions.RunAsync(labels, execution.AskedBy, timeProvider, async span =>
        {
            span.Tell("tarn.execution.id", record.Id);
            span.Tell("tarn.queued.seconds", (record.StartedAt - record.SubmittedAt)?.TotalSeconds);
            ExecutionRecord finished = await ExecutionFinish.RunAsync(run, execution);
            long scanned = finished.Outcome?.BytesScanned ?? 0;
            span.Tell("tarn.scanned.bytes", scanned);
            span.Tell("tarn.rows.out", finished.Outcome?.Rows);
            span.Tell("tarn.reused", finished.Outcome?.ReusedFrom is not null);
            span.End(finished.State, finished.Failure?.Category.ToString());
            Scanned.Add(scanned, new KeyValuePair<string, object?>("tarn.workgroup", record.WorkGroup));
            return finished;
        });
    }
}
