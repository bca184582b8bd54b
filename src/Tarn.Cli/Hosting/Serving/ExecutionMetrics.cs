using Tarn.Queries.Executions;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>What the statements of Athena's workgroups took, as metrics.</summary>
internal static class ExecutionMetrics
{
    private const string Executions = "tarn_athena_executions_total";

    public static void Write(PrometheusText text, ExecutionTotals totals)
    {
        IReadOnlyList<WorkGroupTotals> groups = totals.All;
        text.Describe(Executions, "counter", "Executions that ended, by workgroup and state.");
        foreach (WorkGroupTotals group in groups)
        {
            Add("succeeded", group.Succeeded);
            Add("failed", group.Failed);
            Add("cancelled", group.Cancelled);

            void Add(string state, long count) =>
                text.Sample(Executions, count, ("workgroup", group.WorkGroup), ("state", state));
        }

        Each("tarn_athena_scanned_bytes_total", "Bytes read from files.", group => group.BytesScanned);
        Each("tarn_athena_cost_dollars_total", "What reading them costs.", group => (double)group.Dollars);
        Each("tarn_athena_queued_seconds_total", "Time in the queue.", group => group.QueuedTime.TotalSeconds);
        Each("tarn_athena_run_seconds_total", "Time from the queue to the end.", group => group.RunTime.TotalSeconds);

        void Each(string name, string help, Func<WorkGroupTotals, double> value)
        {
            text.Describe(name, "counter", help);
            foreach (WorkGroupTotals group in groups)
            {
                text.Sample(name, value(group), ("workgroup", group.WorkGroup));
            }
        }
    }
}
