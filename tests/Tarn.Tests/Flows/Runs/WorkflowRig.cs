using System.Collections.Concurrent;
using Tarn.Common;
using Tarn.Flows.Graphs;
using Tarn.Flows.Runs;
using Tarn.Flows.Runs.Work;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Flows.Runs;

/// <summary>Workflows of a test, whose process can end and begin again.</summary>
internal sealed class WorkflowRig : IWorkflowGraphs, IRunQueries, IWorkflowListener, IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SequentialIdSource _ids = new();
    private readonly Dictionary<string, WorkflowDefinition> _definitions = [];
    private readonly ConcurrentQueue<string> _told = new();
    private WorkflowService? _service;

    public FakeWorker Worker { get; } = new();

    /// <summary>What those who listen were told so far.</summary>
    public IReadOnlyList<string> Told => [.. _told];

    /// <summary>Outlive the process.</summary>
    public DocumentStore Documents => new(_directory.Path, _ids);

    public List<TarnException> Failures { get; } = [];

    /// <summary>What a condition is; those that are not there are true.</summary>
    public Dictionary<string, bool> Conditions { get; } = [];

    public WorkflowService Service => _service ??= new WorkflowService(
        new WorkflowServiceParts
        {
            Graphs = this,
            Documents = new DocumentStore(_directory.Path, _ids),
            TimeProvider = TimeProvider.System,
            IdSource = _ids,
            Random = new Random(1),
            Failed = Failures.Add,
        },
        WorkerOf,
        this);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static StepDefinition Job(string name, params string[] needs) => new()
    {
        Name = name,
        Conditions = [.. needs.Select(need => new StepCondition([need], [StepState.Succeeded]))],
        Work = new StepWork.RunJob(name),
    };

    public WorkflowRig Define(string name, params StepDefinition[] steps) => Define(new WorkflowDefinition
    {
        Name = name,
        Steps = steps,
        TakesAnyParameter = true,
    });

    public WorkflowRig Define(WorkflowDefinition definition)
    {
        _definitions[definition.Name] = definition;
        return this;
    }

    public Task<WorkflowRun> StartAsync(string name) => Service.StartAsync(new WorkflowStart(name), Token);

    /// <summary>Starts a run and waits for its end.</summary>
    public async Task<WorkflowRun> RunAsync(string name)
    {
        WorkflowRun run = await StartAsync(name);
        return await WaitAsync(run);
    }

    public Task<WorkflowRun> WaitAsync(WorkflowRun run) => Service.WaitAsync(run.Workflow, run.Id, Token);

    /// <summary>Waits until a run is as it should be.</summary>
    public async Task<WorkflowRun> UntilAsync(WorkflowRun run, Func<WorkflowRun, bool> condition)
    {
        WorkflowRun now = await Service.GetRunAsync(run.Workflow, run.Id, Token);
        while (!condition(now))
        {
            await Task.Delay(5, Token);
            now = await Service.GetRunAsync(run.Workflow, run.Id, Token);
        }

        return now;
    }

    /// <summary>The process ends, and another one begins.</summary>
    public async Task RestartAsync()
    {
        await Service.DisposeAsync();
        _service = null;
        await Service.BeginAsync(Token);
    }

    public static string StatesOf(WorkflowRun run) => string.Join(
        ' ', run.Steps.Values.OrderBy(step => step.Name, StringComparer.Ordinal)
            .Select(step => $"{step.Name}={RunValues.WordOf(step.State)}"));

    public Task<WorkflowDefinition> GetGraphAsync(string workflow, CancellationToken cancellationToken) =>
        Task.FromResult(_definitions[workflow]);

    public Task<bool> IsTrueAsync(string condition, RunValues values, CancellationToken cancellationToken) =>
        Task.FromResult(Conditions.GetValueOrDefault(condition, true));

    public Task<IReadOnlyList<string>> ReadItemsAsync(
        string sql, RunValues values, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(values.Fill(sql).Split(' '));

    public Task<(IReadOnlyDictionary<string, string> First, long Rows)> ReadFirstAsync(
        string sql, RunValues values, CancellationToken cancellationToken) =>
        throw new TarnException(ErrorCodes.BadArgument, sql);

    /// <summary>The same when it is so much; who listens is told after a run has ended.</summary>
    public async Task<IReadOnlyList<string>> ToldAsync(int count)
    {
        while (_told.Count < count)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        return Told;
    }

    public void Ended(WorkflowRun run) => _told.Enqueue($"{run.Workflow} {run.State}");

    public void Late(WorkflowRun run) => _told.Enqueue($"{run.Workflow} late");

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        _directory.Dispose();
    }

    private Func<StepWork, IStepWorker> WorkerOf(WorkflowService service, StepPauses pauses) => work => work switch
    {
        StepWork.RunWorkflow => new WorkflowWorker(service),
        StepWork.Wait => new WaitWorker(pauses),
        StepWork.Approval => new ApprovalWorker(),
        StepWork.RunQuery => new QueryWorker(this),
        _ => Worker,
    };
}
