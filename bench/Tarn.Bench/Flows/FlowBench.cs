using System.Globalization;
using Tarn.Common;
using Tarn.Flows.Graphs;
using Tarn.Flows.Runs;
using Tarn.Flows.Runs.Work;
using Tarn.Flows.Schedules;
using Tarn.Flows.Scheduling;
using Tarn.State;
using Tarn.Testing;

namespace Tarn.Bench.Flows;

/// <summary>What a scheduler with many schedules and a workflow with many waiting steps take of a core.</summary>
internal static class FlowBench
{
    private const int Schedules = 10_000;
    private const int WaitingSteps = 1_000;
    private const int MinutesPerHour = 60;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(65);

    public static async Task<BenchTable> RunAsync()
    {
        using TemporaryDirectory directory = new();
        UlidSource ids = new(TimeProvider.System);
        DocumentStore documents = new(directory.Path, ids);
        CountingStarter starter = new();
        await using WorkflowService workflows = await StartWaitingAsync(documents, ids);
        Cost before = Cost.Now;
        await using FlowScheduler scheduler = await FlowScheduler.StartAsync(
            new SchedulerParts
            {
                Items = new ManySchedules(),
                Starter = starter,
                Documents = documents,
                LedgerPath = Path.Join(directory.Path, "flows", "ledger.log"),
                Failed = exception => throw exception,
                TimeProvider = TimeProvider.System,
                IdSource = ids,
            },
            CancellationToken.None);
        Cost start = Cost.Now - before;
        Cost cost = await Cost.OfAsync(() => Task.Delay(Time));

        BenchTable table = new("flows", ["what", "started", "s", "processor s", "of a core", "must"]);
        table.Add(
            $"{Schedules} schedules and {WaitingSteps} waiting steps",
            $"{starter.Count}",
            Cost.Text(cost.Seconds),
            Cost.Text(cost.ProcessorSeconds),
            (cost.ProcessorSeconds / cost.Seconds).ToString("P1", CultureInfo.InvariantCulture),
            "≤ 5 %");
        table.Add(
            "the schedules, at the start", "0", Cost.Text(start.Seconds), Cost.Text(start.ProcessorSeconds), "", "");
        return table;
    }

    private static async Task<WorkflowService> StartWaitingAsync(DocumentStore documents, UlidSource ids)
    {
        WorkflowServiceParts parts = new()
        {
            Graphs = new WaitingGraph(),
            Documents = documents,
            TimeProvider = TimeProvider.System,
            IdSource = ids,
            Random = new Random(1),
            Failed = exception => throw exception,
        };
        WorkflowService service = new(parts, (_, pauses) => _ => new WaitWorker(pauses), new NoQueries());
        WorkflowRun run = await service.StartAsync(new WorkflowStart("waiting"), CancellationToken.None);
        while ((await service.GetRunAsync("waiting", run.Id, CancellationToken.None)).Steps.Count < WaitingSteps)
        {
            await Task.Delay(100);
        }

        return service;
    }

    /// <summary>Each of them once an hour, as many in each minute.</summary>
    private sealed class ManySchedules : IScheduledItems
    {
        public Task<IReadOnlyList<ScheduledItem>> ListAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<ScheduledItem>>([.. Enumerable.Range(0, Schedules).Select(Of)]);

        public Task<ScheduledItem?> FindAsync(string key, CancellationToken cancellationToken) =>
            Task.FromResult<ScheduledItem?>(null);

        public Task RemoveAsync(string key, CancellationToken cancellationToken) => Task.CompletedTask;

        public IDisposable Listen(Action<string> changed) => new CancellationTokenSource();

        private static ScheduledItem Of(int number)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"schedules/bench/{number}");
            ScheduleDefinition definition = new()
            {
                Name = name,
                Expression = string.Create(CultureInfo.InvariantCulture, $"{number % MinutesPerHour} * * * *"),
                TimeZone = "Europe/Berlin",
                Target = new ScheduleTarget { Kind = ScheduleTargetKind.Job, Name = "job" },
            };
            return new ScheduledItem(name, definition.ReadTiming(), definition.Target, Since: null);
        }
    }

    private sealed class CountingStarter : IScheduleStarter
    {
        private int _count;

        public int Count => _count;

        public Task<bool> TryStartAsync(
            ScheduleTarget target, Firing firing, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            return Task.FromResult(true);
        }
    }

    private sealed class WaitingGraph : IWorkflowGraphs
    {
        public Task<WorkflowDefinition> GetGraphAsync(string workflow, CancellationToken cancellationToken) =>
            Task.FromResult(new WorkflowDefinition
            {
                Name = workflow,
                Steps = [.. Enumerable.Range(0, WaitingSteps).Select(number => new StepDefinition
                {
                    Name = string.Create(CultureInfo.InvariantCulture, $"wait{number}"),
                    Work = new StepWork.Wait { For = TimeSpan.FromHours(1) },
                })],
            });
    }

    private sealed class NoQueries : IRunQueries
    {
        public Task<bool> IsTrueAsync(string condition, RunValues values, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<string>> ReadItemsAsync(
            string sql, RunValues values, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<(IReadOnlyDictionary<string, string> First, long Rows)> ReadFirstAsync(
            string sql, RunValues values, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
