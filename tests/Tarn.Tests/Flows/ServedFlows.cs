using System.Text;
using Tarn.Cli.Hosting;
using Tarn.Cli.Hosting.Serving;
using Tarn.Common;
using Tarn.Flows.Runs;
using Tarn.Jobs;
using Tarn.State;
using Tarn.Storage;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Flows;

/// <summary>A lake whose triggers and workflows work as in a server, in this process.</summary>
internal sealed class ServedFlows(LakeRig rig) : IAsyncDisposable
{
    private LakeHost? _lake;
    private JobRunner? _runner;
    private SharedTurns? _turns;
    private GlueHost? _glue;
    private EventsHost? _events;

    /// <summary>What could not be started.</summary>
    public List<string> Warnings { get; } = [];

    public WorkflowService Workflows => _glue!.Flows.Workflows;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task BeginAsync()
    {
        CliServices services = new(null!, TimeProvider.System, new UlidSource(TimeProvider.System));
        _lake = await rig.OpenAsync();
        _runner = await _lake.LockForRunsAsync(Token);
        _turns = new SharedTurns(_runner.ProcessStartedAt);
        _glue = new GlueHost(_lake, _runner, _turns, services, (code, message) => Warnings.Add($"{code}: {message}"));
        _events = await EventsHost.StartAsync(
            _lake,
            _glue.Parts,
            services,
            (code, message) => Warnings.Add($"{code}: {message}"),
            exception => Warnings.Add(exception.Message),
            Token);
        await _glue.Flows.BeginAsync(Token);
    }

    public async Task PutAsync(string key, string text) => Assert.IsType<PutResult.Stored>(
        await _lake!.Buckets.Get("raw").PutAsync(key, Encoding.UTF8.GetBytes(text), PutCondition.None, Token));

    /// <summary>As a request for its webhook does.</summary>
    public async Task CallAsync(string trigger, string body) => await _events!.Triggers.CallAsync(
        await _glue!.Flows.Triggers.Catalog.GetTriggerAsync(trigger, Token), body, Token);

    /// <summary>Runs a workflow and waits for its end.</summary>
    public async Task<WorkflowRun> RunAsync(string workflow, params (string Name, string Value)[] parameters)
    {
        WorkflowRun run = await Workflows.StartAsync(
            new WorkflowStart(workflow) { Parameters = parameters.ToDictionary(pair => pair.Name, pair => pair.Value) },
            Token);
        return await Workflows.WaitAsync(workflow, run.Id, Token);
    }

    /// <summary>Waits until a workflow has so many runs that have ended, the latest first.</summary>
    public async Task<IReadOnlyList<WorkflowRun>> WaitForRunsAsync(string workflow, int count)
    {
        while (true)
        {
            IReadOnlyList<WorkflowRun> runs = await Workflows.ListRunsAsync(workflow, before: null, 100, Token);
            if (runs.Count >= count && runs.All(run => run.HasEnded))
            {
                return runs;
            }

            await Task.Delay(20, Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_lake is not null)
        {
            await _events!.DisposeAsync();
            await _glue!.DisposeAsync();
            _turns!.Dispose();
            _runner!.Dispose();
            _lake.Dispose();
            _lake = null;
        }
    }
}
